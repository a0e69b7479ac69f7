using System.Text;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Header of a Kafka record: a name and raw bytes.</summary>
public class KafkaHeader
{
    /// <summary>Name.</summary>
    public string Key { get; set; } = "";

    /// <summary>Bytes as on the wire, or null.</summary>
    public byte[]? Value { get; set; }

    /// <summary>The bytes read as UTF-8, or null.</summary>
    public string? GetValueAsString() => Value is null ? null : Encoding.UTF8.GetString(Value);
}
