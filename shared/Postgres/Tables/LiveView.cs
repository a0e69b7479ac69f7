using System.Text;

namespace CdcFunctions.Postgres.Tables;

/// <summary>The view beside a table with soft deletes that hides its deleted rows: what it is called and the SQL that makes it.</summary>
/// <remarks>
/// It has the source's columns in the order of the table, so that a column added later is added to the view. Who reads it needs the right
/// to read the table, and row security of the table holds for the reader (from PostgreSQL 15 on).
/// </remarks>
public static class LiveView
{
    private const int LongestName = 63;
    private const string Suffix = "_live";
    private const int FirstWithInvoker = 15;

    /// <summary>Name of the view of a table.</summary>
    public static TargetTableName Name(TargetTableName table)
    {
        var name = table.Name;
        while (Encoding.UTF8.GetByteCount(name) > LongestName - Suffix.Length)
        {
            name = name[..^1];
        }

        return table with { Name = name + Suffix };
    }

    /// <summary>Columns of the view.</summary>
    public static IEnumerable<string> Columns(TargetTable table)
        => table.Columns.Where(static column => !BindingNames.IsReserved(column.Name)).OrderBy(static column => column.Attnum).Select(static column => column.Name);

    /// <summary>By this comment the view is known for ours: another one of that name is left alone.</summary>
    public static string Comment(TargetTable table) => $"Rows of {table.Name} that are not deleted. Kept by CdcFunctions.";

    /// <summary>Creates the view, or adds columns to it.</summary>
    /// <param name="table">The table as it is now.</param>
    /// <param name="serverVersion">Major version of PostgreSQL.</param>
    public static string Create(TargetTable table, int serverVersion)
    {
        var view = Name(table.Name).ToSql();
        var columns = string.Join(", ", Columns(table).Select(SqlIdentifier.Quote));
        var option = serverVersion >= FirstWithInvoker ? " with (security_invoker = true)" : "";
        return $"create or replace view {view}{option} as select {columns} from {table.Name.ToSql()} where not {BookkeepingColumns.Deleted};\n"
            + $"comment on view {view} is {SqlIdentifier.Literal(Comment(table))}";
    }

    /// <summary>Lets roles read it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="readers">Role names; null stands for everybody.</param>
    public static string Grant(TargetTable table, IEnumerable<string?> readers)
        => $"grant select on {Name(table.Name).ToSql()} to {string.Join(", ", readers.Select(static role => role is null ? "public" : SqlIdentifier.Quote(role)))}";

    /// <summary>Takes it away, for changes of the table that a view stands in the way of.</summary>
    public static string Drop(TargetTableName table) => $"drop view if exists {Name(table).ToSql()}";
}
