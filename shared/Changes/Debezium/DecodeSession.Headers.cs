using System.Text;
using System.Text.Json;

namespace CdcFunctions.Changes.Debezium;

// Keys that stand in headers alone (cdc.include.primary-key.placement=kafka-headers).
internal sealed partial class DecodeSession
{
    private string? _untypedKey;

    private Step ReadHeaderKey(IReadOnlyList<(string Column, byte[]? Value)> key)
    {
        if (key.Count == 0)
        {
            return Step.Done;
        }

        var set = _slot.Set;
        var names = key.Where(one => one.Value is not null || !_slot.Shape.IsStatic).Select(one => one.Column);
        if (!_slot.Shape.IsKeyFixed && !names.SequenceEqual(set.KeyIndexes.Select(i => set.Plans[i].Name), StringComparer.Ordinal))
        {
            _slot.Shape.SetKey(names, null);
            return Step.Again;
        }

        foreach (var (column, value) in key)
        {
            var index = set.Find(Encoding.UTF8.GetBytes(column));

            // An untyped column waits for its value in `after`; text alone tells no type.
            if (value is null || index < 0 || _slot.Buffers[index] is null)
            {
                _untypedKey ??= value is null ? null : column;
                continue;
            }

            if (ReadHeader(index, value) is var step && step != Step.Done)
            {
                return step;
            }
        }

        return Step.Done;
    }

    private Step ReadHeader(int index, byte[] value)
    {
        var kind = _slot.Set.Plans[index].Reader!.Type.Kind;
        var isBare = kind is ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float32 or ValueKind.Float64;
        byte[] json = isBare ? value : JsonSerializer.SerializeToUtf8Bytes(Encoding.UTF8.GetString(value));
        var reader = new Utf8JsonReader(json);
        _place = "key header";
        reader.Read();
        return ReadValue(ref reader, index);
    }
}
