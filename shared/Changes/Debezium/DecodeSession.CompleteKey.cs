using System.Text.Json;

namespace CdcFunctions.Changes.Debezium;

// Every row needs its whole key; what the key places did not say may stand in `before`.
internal sealed partial class DecodeSession
{
    private Step CompleteKey(ReadOnlySpan<byte> payload, in Envelope envelope, ChangeKind kind)
    {
        var missing = FirstMissing();
        if (missing is null)
        {
            return Step.Done;
        }

        if (envelope.BeforeAt >= 0 && _slot.Set.KeyIndexes.Length > 0 && ReadKeyFrom(payload[envelope.BeforeAt..]) is var step && step != Step.Done)
        {
            return step;
        }

        missing = FirstMissing();
        if (missing is null || (_hasNullKey && kind is ChangeKind.PartitionDelete or ChangeKind.RangeDelete))
        {
            return Step.Done;
        }

        if (_untypedKey is not null && string.Equals(_untypedKey, missing, StringComparison.Ordinal))
        {
            return Fail(Failures.UnknownKeyType(_index, _topic.Table, missing));
        }

        if (missing.Length == 0)
        {
            return Fail(Failures.MissingKey(_index, _topic.Table, "has events without a key, and no primary key is known"));
        }

        return Fail(Failures.MissingKey(_index, _topic.Table, $"has an event without a value for the key column {missing}"));
    }

    // Null when the key is whole, "" when there is none.
    private string? FirstMissing()
    {
        var keys = _slot.Set.KeyIndexes;
        foreach (var index in keys)
        {
            if (_slot.Buffers[index] is not { } buffer || buffer.State(_row) != CellState.Value)
            {
                return _slot.Set.Plans[index].Name;
            }
        }

        return keys.Length == 0 ? "" : null;
    }

    private Step ReadKeyFrom(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        var previous = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = _slot.Set.FindInRow(ref reader, ref previous, _scratch);
            reader.Read();
            var isWanted = index >= 0 && _slot.Set.Plans[index].KeyOrdinal >= 0 && reader.TokenType is not (JsonTokenType.Null or JsonTokenType.StartObject);
            if (!isWanted)
            {
                reader.Skip();
            }
            else if (ReadValue(ref reader, index) is var step && step != Step.Done)
            {
                return step;
            }
        }

        return Step.Done;
    }

    private void TakeRowBack()
    {
        if (_row >= 0)
        {
            _changes!.RemoveLastRow();
            _row = -1;
        }
    }
}
