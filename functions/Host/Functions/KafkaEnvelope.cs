using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Functions;

/// <summary>The JSON form in which a record reaches a <c>string</c> parameter, as in Azure's Kafka extension: header values in base64, value and key as text.</summary>
internal static class KafkaEnvelope
{
    /// <summary>One record as JSON.</summary>
    public static string Write(KafkaRecord record, KafkaMessageKeyType keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("Offset", record.Offset);
            json.WriteNumber("Partition", record.Partition);
            json.WriteString("Topic", record.Topic);
            json.WriteString("Timestamp", record.Timestamp.DateTimeOffset.UtcDateTime);
            WriteText(json, "Value", record.Value);
            WriteKey(json, record.Key, keys);
            WriteHeaders(json, record.Headers);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteKey(Utf8JsonWriter json, byte[]? key, KafkaMessageKeyType keys)
    {
        // Azure's extension reads integers as Confluent's serializers write them: big-endian.
        switch (keys)
        {
            case KafkaMessageKeyType.Int when key?.Length == sizeof(int):
                json.WriteNumber("Key", BinaryPrimitives.ReadInt32BigEndian(key));
                break;
            case KafkaMessageKeyType.Long when key?.Length == sizeof(long):
                json.WriteNumber("Key", BinaryPrimitives.ReadInt64BigEndian(key));
                break;
            case KafkaMessageKeyType.Binary when key is not null:
                json.WriteBase64String("Key", key);
                break;
            default:
                WriteText(json, "Key", key);
                break;
        }
    }

    private static void WriteHeaders(Utf8JsonWriter json, KafkaHeader[] headers)
    {
        json.WriteStartArray("Headers");
        foreach (var header in headers)
        {
            json.WriteStartObject();
            json.WriteString("Key", header.Key);
            if (header.Value is null)
            {
                json.WriteNull("Value");
            }
            else
            {
                json.WriteBase64String("Value", header.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, byte[]? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            // Bytes that are not UTF-8 become replacement characters, as in Azure's host; take KafkaRecord to keep them.
            json.WriteString(name, Encoding.UTF8.GetString(text));
        }
    }
}
