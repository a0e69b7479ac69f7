using System.Text.Json;
using CdcFunctions.Changes.Cassandra;
using CdcFunctions.Changes.Shapes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

// Rows of cells: Debezium's Cassandra connector and ScyllaDB's legacy output. A bare null is a column the write did not touch.
internal sealed partial class DecodeSession
{
    private long? _deletionTime;
    private RangeBound? _start;
    private RangeBound? _end;

    private Step ReadCells(ref Utf8JsonReader reader)
    {
        var previous = 0;
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
                continue;
            }

            var step = reader.TokenType == JsonTokenType.StartObject ? ReadCell(ref reader, index) : ReadBare(ref reader, index);
            if (step != Step.Done)
            {
                return step;
            }
        }

        return Step.Done;
    }

    // In ScyllaDB's legacy output key columns are bare; any other bare value means the advanced output.
    private Step ReadBare(ref Utf8JsonReader reader, int index)
    {
        var plan = _slot.Set.Plans[index];
        if (decoder.Source.Dialect == Dialect.Scylla && plan.KeyOrdinal >= 0)
        {
            return ReadValue(ref reader, index);
        }

        if (decoder.Source.Dialect == Dialect.Scylla && _schema?.Row is null)
        {
            _topic.HasCells = false;
            return Step.Again;
        }

        return Fail(Failures.UnknownEnvelope(_index, _topic.Table, $"the value of column {plan.Name} stands outside a cell"));
    }

    private Step ReadCell(ref Utf8JsonReader reader, int index)
    {
        var (isNull, isSet) = (false, true);
        long time = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isValue, isTime, isMark) = (reader.ValueTextEquals("value"u8), reader.ValueTextEquals("deletion_ts"u8), reader.ValueTextEquals("set"u8));
            reader.Read();
            if (isValue && reader.TokenType != JsonTokenType.Null)
            {
                if (ReadValue(ref reader, index) is var step && step != Step.Done)
                {
                    return step;
                }
            }
            else if (isTime && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            {
                time = number;
            }
            else
            {
                isNull |= isValue;
                isSet &= !isMark || reader.TokenType != JsonTokenType.False;
                reader.Skip();
            }
        }

        SettleCell(index, isNull, isSet, time);
        return Step.Done;
    }

    private void SettleCell(int index, bool isNull, bool isSet, long time)
    {
        if (_slot.Buffers[index] is not { } buffer)
        {
            if (isNull && isSet && _slot.Set.Plans[index] is { KeyOrdinal: < 0, IsIgnored: false } plan)
            {
                _changes!.NoteUntypedNull(plan.Name, _index);
            }

            return;
        }

        if (buffer.Shape.IsKey)
        {
            return;
        }

        if (!isSet)
        {
            _touched -= buffer.State(_row) == CellState.Absent ? 0 : 1;
            buffer.SetAbsent(_row);
            return;
        }

        if (isNull)
        {
            Touch(buffer);
            buffer.SetNull(_row);
            _values++;
        }

        if (time != 0)
        {
            buffer.SetCellTime(_row, time);
        }
    }

    // A delete lists its cells only for their time: rows and partitions go whole, static columns stay.
    private Step ReadDeletion(ref Utf8JsonReader reader)
    {
        var previous = 0;
        RangeBound? start = null;
        RangeBound? end = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isStart, isEnd) = (reader.ValueTextEquals(Cells.RangeStart), reader.ValueTextEquals(Cells.RangeEnd));
            var index = _slot.Set.FindInRow(ref reader, ref previous, _scratch);
            if (index < 0 && !TryAdd(ref reader, out index, ref previous))
            {
                return Step.Again;
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (isStart || isEnd)
            {
                (start, end) = isStart ? (RangeBoundReader.Read(ref reader), end) : (start, RangeBoundReader.Read(ref reader));
            }
            else if (ReadDeletedCell(ref reader, index) is var step && step != Step.Done)
            {
                return step;
            }
        }

        (_start, _end) = (start, end);
        return Step.Done;
    }

    private Step ReadDeletedCell(ref Utf8JsonReader reader, int index)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isValue, isTime) = (reader.ValueTextEquals("value"u8), reader.ValueTextEquals("deletion_ts"u8));
            reader.Read();
            if (isTime && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var time))
            {
                _deletionTime = time;
            }
            else if (isValue && reader.TokenType != JsonTokenType.Null && _slot.Set.Plans[index].KeyOrdinal >= 0)
            {
                if (ReadValue(ref reader, index) is var step && step != Step.Done)
                {
                    return step;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return Step.Done;
    }
}
