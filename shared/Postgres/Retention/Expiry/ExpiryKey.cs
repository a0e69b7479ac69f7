using System.Text.Json;
using System.Text.Json.Serialization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>A column as it is kept for the sweep, which sees no events and no rules: of the key, because tombstones are found by keys in the events' form, or one that rules add.</summary>
/// <param name="Column">Name in the target table.</param>
/// <param name="Kind">Kind of the source's values.</param>
/// <param name="Scale">Declared scale of a decimal.</param>
/// <param name="IsAdded">True for a column that the source does not have, so that no row lives by it.</param>
internal sealed record ExpiryKey(string Column, string Kind, int? Scale, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsAdded = false)
{
    /// <summary>The columns as JSON, the key's first.</summary>
    public static string Write(IEnumerable<ExpiryKey> key) => JsonSerializer.Serialize(key);

    /// <summary>The columns kept by <see cref="Write"/>, in its order.</summary>
    public static ColumnShape[] Read(string json)
        => [.. JsonSerializer.Deserialize<ExpiryKey[]>(json)!.Select((key, place) => new ColumnShape
        {
            Name = key.Column,
            Type = new ColumnType(Enum.Parse<ValueKind>(key.Kind), null, key.Scale),
            KeyOrdinal = key.IsAdded ? -1 : place,
            IsNullable = key.IsAdded,
            IsAdded = key.IsAdded,
        })];
}
