using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Keys;

/// <summary>The key of a table whose columns may hold values for equal that differ in the source, and the question to PostgreSQL which ones.</summary>
/// <remarks>Immutable. PostgreSQL compares as the unique index does: as values of the columns' types, with their digits and collations.</remarks>
internal sealed class KeyLikeness
{
    private readonly (int Column, int KeptBytes)[] _loose;

    private KeyLikeness(BoundShape shape, (int Column, int KeptBytes)[] loose)
    {
        _loose = loose;
        var keys = shape.Statement(shape.KeyColumns);
        var values = shape.KeyColumns.Select((column, n) => Cast(keys.Columns[n].Value, shape.Encoder(column).Column));
        Sql = $"""
            select n, first from (select i.n, min(i.n) over (partition by {string.Join(", ", values)}) as first
            from {CellSql.Input(keys, [], ordinality: true)}) as k where first <> n
            """;
    }

    /// <summary>Number of each key (one array a key column, from $2 on) that is another's, counted from 1, and the number of the first that it is equal to.</summary>
    public string Sql { get; }

    /// <summary>For a table whose keys PostgreSQL keeps apart: null.</summary>
    public static KeyLikeness? Of(BoundShape shape)
    {
        (int Column, int KeptBytes)[] loose =
        [
            .. shape.KeyColumns.Select(column => (column, KeyFidelity.KeptBytes(shape.Column(column), shape.Encoder(column).Column))).Where(static key => key.Item2 < int.MaxValue),
        ];
        return loose.Length == 0 ? null : new KeyLikeness(shape, loose);
    }

    /// <summary>False when no two keys of the batch can be equal for PostgreSQL alone.</summary>
    public bool MayHold(TableChanges changes)
    {
        foreach (var (column, kept) in _loose)
        {
            for (var row = 0; row < changes.Count; row++)
            {
                if (kept == 0 || (changes.Columns[column].State(row) == CellState.Value && changes.Columns[column].Bytes(row).Length > kept))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // As written in the table's definition, so that digits which the column does not keep are gone before values are compared.
    private static string Cast(string value, TargetColumn column)
        => $"({value})::{column.Type.Display}{(column.LooseCollation is { } collation ? " collate " + collation : "")}";
}
