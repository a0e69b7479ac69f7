using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>Topics, partitions and offsets beside the payload, made only when a function reads them. One record has them as they are, several as JSON arrays.</summary>
internal sealed class BatchBindingData(KafkaRecord[] records) : IReadOnlyDictionary<string, object?>
{
    private Dictionary<string, object?>? _data;

    public int Count => Data.Count;

    public IEnumerable<string> Keys => Data.Keys;

    public IEnumerable<object?> Values => Data.Values;

    private Dictionary<string, object?> Data => _data ??= records.Length == 1 ? One(records[0]) : Many(records);

    public object? this[string key] => Data[key];

    public bool ContainsKey(string key) => Data.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => Data.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Dictionary<string, object?> One(KafkaRecord record) => new(StringComparer.Ordinal)
    {
        ["Topic"] = record.Topic,
        ["Partition"] = record.Partition,
        ["Offset"] = record.Offset,
    };

    private static Dictionary<string, object?> Many(KafkaRecord[] records) => new(StringComparer.Ordinal)
    {
        ["TopicArray"] = JsonSerializer.Serialize(records.Select(record => record.Topic)),
        ["PartitionArray"] = JsonSerializer.Serialize(records.Select(record => record.Partition)),
        ["OffsetArray"] = JsonSerializer.Serialize(records.Select(record => record.Offset)),
    };
}
