using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Scylla;
using CdcFunctions.Changes.Shapes;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

// Plain row images: ScyllaDB's advanced output and SQL Server.
internal sealed partial class DecodeSession
{
    // Columns of this row that may have been left out, by SQL Server's rule for large columns.
    private readonly List<int> _leftOut = [];

    // Then a null is a column that the write did not touch, and rows are merged cell by cell.
    private readonly bool _isOnlyUpdated = decoder.Source is { Dialect: Dialect.Scylla, Connector.IsOnlyUpdated: true };
    private List<string>? _misfits;
    private int _touched;
    private int _values;

    private bool HasCells => _schema?.Row is null ? _topic.HasCells : _schema.HasCells;

    private Step ReadAfter(ref Utf8JsonReader reader, in Envelope envelope) => decoder.Source.Dialect switch
    {
        Dialect.Cassandra when envelope.Op is (byte)'d' or (byte)'r' or (byte)'t' => ReadDeletion(ref reader),
        Dialect.Cassandra => ReadCells(ref reader),
        Dialect.Scylla when HasCells => ReadCells(ref reader),
        _ => ReadRow(ref reader),
    };

    private Step ReadRow(ref Utf8JsonReader reader)
    {
        var previous = 0;
        var mayHaveCells = decoder.Source.Dialect == Dialect.Scylla && _schema?.Row is null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = _slot.Set.FindInRow(ref reader, ref previous, _scratch);
            if (index < 0 && !TryAdd(ref reader, out index, ref previous))
            {
                return Step.Again;
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                ReadNull(index);
                continue;
            }

            if (mayHaveCells && reader.TokenType == JsonTokenType.StartObject && _slot.Set.Plans[index].KeyOrdinal < 0 && ScyllaCell.IsAt(reader))
            {
                _topic.HasCells = true;
                return Step.Again;
            }

            if (ReadValue(ref reader, index) is var step && step != Step.Done)
            {
                return step;
            }

            if (_slot.Set.Plans[index].Large != LargeColumn.No)
            {
                SeeLarge(index);
            }
        }

        return Step.Done;
    }

    // A property not seen before is a new column; false when it moves the table's rows elsewhere.
    private bool TryAdd(ref Utf8JsonReader reader, out int index, ref int previous)
    {
        index = _slot.Shape.Add(reader.GetString()!);
        previous = index + 1;
        return !_slot.Follow(_merge);
    }

    private void ReadNull(int index)
    {
        var plan = _slot.Set.Plans[index];
        if (plan.KeyOrdinal >= 0 || _isOnlyUpdated || _slot.Buffers[index] is not { } buffer)
        {
            return;
        }

        Touch(buffer);
        buffer.SetNull(_row);
        if (plan.Large is LargeColumn.Yes or LargeColumn.Unknown && decoder.Source.Dialect == Dialect.SqlServer)
        {
            _leftOut.Add(index);
        }
    }

    private Step ReadValue(ref Utf8JsonReader reader, int index)
    {
        if (_slot.Set.Plans[index].IsIgnored)
        {
            reader.Skip();
            return Step.Done;
        }

        if (_slot.Buffers[index] is null)
        {
            _slot.Shape.Type(index, InferredReader.For(ref reader, decoder.Source.Dialect));
            if (_slot.Follow(_merge) || _slot.Buffers[index] is null)
            {
                return Step.Again;
            }
        }

        var plan = _slot.Set.Plans[index];
        var buffer = _slot.Buffers[index]!;
        var token = reader.TokenType;
        var start = plan.TakesMisfits ? reader : default;
        var outcome = plan.Reader!.Read(ref reader, buffer.Arena, _scratch, out var word);
        switch (outcome)
        {
            case ReadOutcome.Done:
                Touch(buffer);
                buffer.SetWord(_row, word);
                _values += plan.KeyOrdinal < 0 ? 1 : 0;
                return Step.Done;
            case ReadOutcome.Null:
                Touch(buffer);
                buffer.SetNull(_row);
                return Step.Done;
            case ReadOutcome.Ambiguous:
                return Fail(Failures.Ambiguous(_index, _slot.Shape.Table, plan));
            case var _ when plan.TakesMisfits && !plan.IsInferred:
                reader = start;
                reader.Skip();
                Touch(buffer);
                buffer.SetNull(_row);
                (_misfits ??= []).Add(plan.Name);
                return Step.Done;
            default:
                return TryRetype(ref reader, plan, index) ? Step.Again : Fail(Failures.BadValue(_index, _slot.Shape.Table, plan, Form(token)));
        }
    }

    // A source column has one type: where only values told it, a value of another form tells that it has changed (or that the
    // first one was an odd one out, such as a double's "NaN").
    private bool TryRetype(ref Utf8JsonReader reader, ColumnPlan plan, int index)
    {
        var mayWiden = plan is { IsFromTarget: true, Reader.Type.Kind: ValueKind.Int16 or ValueKind.Int32 } && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _);
        if (!plan.IsInferred && !mayWiden)
        {
            return false;
        }

        var inferred = InferredReader.For(ref reader, decoder.Source.Dialect);
        if (inferred.Type.Kind == plan.Reader!.Type.Kind)
        {
            return false;
        }

        _slot.Shape.Retype(index, inferred);
        return true;
    }

    private void Touch(ColumnBuffer buffer)
    {
        if (buffer.State(_row) == CellState.Absent && !buffer.Shape.IsKey)
        {
            _touched++;
        }
    }

    private static string Form(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a JSON string",
        JsonTokenType.Number => "a JSON number",
        JsonTokenType.True or JsonTokenType.False => "a JSON boolean",
        JsonTokenType.StartArray => "a JSON array",
        _ => "a JSON object",
    };
}
