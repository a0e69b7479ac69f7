using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules.Concealment;

/// <summary>What must not be seen of one table's columns, value by value, as JSON.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ColumnVeil(TableOptions options, string table, MaskCatalog masks)
{
    private readonly ConcurrentDictionary<string, Mask?> _masks = new(StringComparer.Ordinal);

    /// <summary>True when tables with these options hide anything.</summary>
    public static bool IsNeeded(TableOptions options)
        => options.IncludeColumns is not null || options.Columns.Values.Any(column => column.Exclude || column.Mask != ColumnMask.None);

    /// <summary>True when the column's values may not be stored.</summary>
    /// <param name="column">Name, or what may be one.</param>
    /// <param name="isKey">True where only rules that name the column count: key columns always reach the target.</param>
    public bool Hides(string column, bool isKey)
        => options.Column(column) is var rule && (rule.Exclude || rule.Mask != ColumnMask.None || (!isKey && !options.Takes(column)));

    /// <summary>What takes the place of a value: null (emptied), or its mask's text.</summary>
    public string? Masked(string column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || _masks.GetOrAdd(column, Create) is not { } mask)
        {
            return null;
        }

        var plain = Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        return Masked(mask, plain);
    }

    /// <summary>The same for text outside JSON.</summary>
    public string? Masked(string column, byte[] value) => _masks.GetOrAdd(column, Create) is { } mask ? Masked(mask, value) : null;

    private static string Masked(Mask mask, byte[] plain)
    {
        var target = new byte[mask.Largest(plain.Length)];
        return Encoding.UTF8.GetString(target, 0, mask.Write(plain, target));
    }

    private Mask? Create(string column) => options.Column(column) is { Exclude: false } rule ? masks.Create(rule.Mask, $"{table}.{column}") : null;
}
