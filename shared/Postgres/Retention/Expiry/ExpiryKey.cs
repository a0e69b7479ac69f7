using System.Text.Json;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>A column of a table's key as it is kept for the sweep, which sees no events: tombstones are found by keys in the events' form.</summary>
/// <param name="Column">Name in the target table.</param>
/// <param name="Kind">Kind of the source's values.</param>
/// <param name="Scale">Declared scale of a decimal.</param>
internal sealed record ExpiryKey(string Column, string Kind, int? Scale)
{
    /// <summary>The key as JSON.</summary>
    public static string Write(IEnumerable<ExpiryKey> key) => JsonSerializer.Serialize(key);

    /// <summary>The columns of a key kept by <see cref="Write"/>, in its order.</summary>
    public static ColumnShape[] Read(string json)
        => [.. JsonSerializer.Deserialize<ExpiryKey[]>(json)!.Select((key, place) => new ColumnShape
        {
            Name = key.Column,
            Type = new ColumnType(Enum.Parse<ValueKind>(key.Kind), null, key.Scale),
            KeyOrdinal = place,
            IsNullable = false,
        })];
}
