using System.Text.Json;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes.Debezium;

// What only SQL Server's connector does: columns left out of updates, and updates split when the Kafka key changes.
internal sealed partial class DecodeSession
{
    private const string NewKey = "__debezium.newkey";
    private const string OldKey = "__debezium.oldkey";

    private Step SettleSqlServer(in SourceRecord record, ReadOnlySpan<byte> payload, in Envelope envelope, ref ChangeKind kind)
    {
        // message.key.columns: the row's identity is its primary key, so the split is an update of that row.
        if (envelope.Op == 'd' && _isOtherKey && Has(record.Headers, NewKey))
        {
            return Control(ControlRecord.KeyChange);
        }

        var isSplit = envelope.Op == 'c' && Has(record.Headers, OldKey);
        kind = isSplit && _isOtherKey ? ChangeKind.Update : kind;
        if (_leftOut.Count > 0 && (isSplit || envelope.Op == 'u'))
        {
            SettleLeftOut(isSplit || envelope.BeforeAt < 0 ? default : payload[envelope.BeforeAt..]);
        }

        return Step.Done;
    }

    private void SeeLarge(int index)
    {
        var buffer = _slot.Buffers[index];
        if (buffer?.State(_row) == CellState.Value && buffer.Shape.Type.Kind is ValueKind.Text or ValueKind.Bytes or ValueKind.Xml
            && buffer.Bytes(_row).SequenceEqual(UnavailableValue.Mark))
        {
            _leftOut.Add(index);
        }
    }

    // Debezium up to 3.6.1 sends an untouched (max) column as null in both images, later versions as the placeholder. A real value
    // before means that the column was set to null: with more than eight captured columns that, too, can arrive as the placeholder.
    private void SettleLeftOut(ReadOnlySpan<byte> before)
    {
        var wasReal = before.IsEmpty ? [] : RealBefore(before);
        foreach (var index in _leftOut)
        {
            var buffer = _slot.Buffers[index]!;
            if (wasReal.Contains(index))
            {
                buffer.SetNull(_row);
            }
            else
            {
                _touched -= buffer.State(_row) == CellState.Absent ? 0 : 1;
                buffer.SetAbsent(_row);
            }
        }
    }

    private List<int> RealBefore(ReadOnlySpan<byte> before)
    {
        var real = new List<int>();
        var reader = new Utf8JsonReader(before);
        var previous = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = _slot.Set.FindInRow(ref reader, ref previous, _scratch);
            reader.Read();
            if (index >= 0 && _leftOut.Contains(index) && reader.TokenType == JsonTokenType.String && !UnavailableValue.IsMark(_scratch.Text(ref reader)))
            {
                real.Add(index);
            }

            reader.Skip();
        }

        return real;
    }

    private static bool Has(IReadOnlyList<RecordHeader>? headers, string name)
    {
        for (var i = 0; i < headers?.Count; i++)
        {
            if (string.Equals(headers[i].Name, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
