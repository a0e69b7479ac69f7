using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Concealment;

/// <summary>Makes records of a table that hides columns fit to be stored as dead letters.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RecordVeil(ColumnVeil veil, IEnumerable<string> configuredKey, string? salt)
{
    private const string PartitionPrefix = "pk.";
    private const string ClusteringPrefix = "ck.";

    /// <summary>The record without what its table hides.</summary>
    public ConcealedRecord Conceal(SourceRecord record)
    {
        var keys = configuredKey.Concat(Names(record.Key.ToArray())).ToHashSet(StringComparer.Ordinal);
        var json = new VeiledJson(veil, keys);
        var withheld = new List<string>();
        var key = Conceal(json, record.Key.ToArray(), isKey: true, "key", withheld);
        var value = Conceal(json, record.Value.ToArray(), isKey: false, "value", withheld);
        var state = json.State;
        var headers = record.Headers?.Select(header => Conceal(json, header, ref state)).ToList();
        state = json.State > state ? json.State : state;
        return state == PayloadState.Original && withheld.Count == 0
            ? ConcealedRecord.Open(record)
            : new ConcealedRecord(
                record with { Key = key, Value = value, Headers = headers },
                withheld.Count > 0 ? PayloadState.Withheld : state,
                withheld.Count > 0 ? $"{{{string.Join(", ", withheld)}}}" : null);
    }

    private byte[]? Conceal(VeiledJson json, byte[]? text, bool isKey, string name, List<string> withheld)
    {
        if (text is null or [])
        {
            return text;
        }

        try
        {
            return json.Write(text, isKey);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            withheld.Add(string.Create(CultureInfo.InvariantCulture, $"\"{name}\": {{\"bytes\": {text.Length}, \"{(salt is null ? "sha256" : "hmacSha256")}\": \"{Hash(text)}\"}}"));
            return null;
        }
    }

    // ScyllaDB's connector can put the key into headers, Debezium puts the other key of a key change there.
    private RecordHeader Conceal(VeiledJson json, RecordHeader header, ref PayloadState state)
    {
        if (header.Value is null or [])
        {
            return header;
        }

        if (header.Name.StartsWith(PartitionPrefix, StringComparison.Ordinal) || header.Name.StartsWith(ClusteringPrefix, StringComparison.Ordinal))
        {
            var column = header.Name[PartitionPrefix.Length..];
            if (!veil.Hides(column, isKey: true))
            {
                return header;
            }

            state = PayloadState.Masked;
            return header with { Value = veil.Masked(column, header.Value) is { } masked ? Encoding.UTF8.GetBytes(masked) : null };
        }

        if (header.Name is not ("__debezium.newkey" or "__debezium.oldkey"))
        {
            return header;
        }

        try
        {
            return header with { Value = json.Write(header.Value, isKey: true) };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            state = PayloadState.Masked;
            return header with { Value = null };
        }
    }

    private static IEnumerable<string> Names(byte[]? key)
    {
        if (key is null or [])
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(key);
            var root = document.RootElement;
            var payload = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("payload", out var inner) ? inner : root;
            return payload.ValueKind == JsonValueKind.Object ? [.. payload.EnumerateObject().Select(property => property.Name)] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private string Hash(byte[] text)
        => Convert.ToHexStringLower(salt is null ? SHA256.HashData(text) : HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), text));
}
