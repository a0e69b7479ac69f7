using System.Text.Json;

namespace CdcFunctions.Changes.Debezium;

// A version column decides over deletes too: theirs is the one of the row they remove, which stands in `before`.
internal sealed partial class DecodeSession
{
    private Step ReadConflictColumn(ReadOnlySpan<byte> before)
    {
        var reader = new Utf8JsonReader(before);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(_topic.Types.Options.ConflictColumn);
            if (!isWanted)
            {
                reader.Skip();
                continue;
            }

            var index = _slot.Set.Find(_scratch.Text(ref reader));
            if (index < 0)
            {
                var previous = 0;
                if (!TryAdd(ref reader, out index, ref previous))
                {
                    return Step.Again;
                }
            }

            reader.Read();
            return reader.TokenType == JsonTokenType.Null ? Step.Done : ReadValue(ref reader, index);
        }

        return Step.Done;
    }
}
