using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Reads target tables from PostgreSQL's catalog.</summary>
public static class TableCatalog
{
    /// <summary>Loads the tables that exist among these, in one query.</summary>
    /// <remarks>Sees what the connection's transaction sees. Tables without any privilege for the role are seen too.</remarks>
    public static async Task<IReadOnlyDictionary<TargetTableName, TargetTable>> LoadAsync(NpgsqlConnection connection, IReadOnlyCollection<TargetTableName> names, CancellationToken cancellation)
    {
        var wanted = new
        {
            schemas = names.Select(static name => name.Schema).ToArray(),
            names = names.Select(static name => name.Name).ToArray(),
        };
        var rows = await connection.QueryAsync<CatalogRow>(new CommandDefinition(TableCatalogSql.Load, wanted, cancellationToken: cancellation)).ConfigureAwait(false);
        return rows.GroupBy(static row => row.TableOid).Select(static rows => Table([.. rows])).ToDictionary(static table => table.Name);
    }

    /// <summary>Loads one table, or null when it is not there.</summary>
    public static async Task<TargetTable?> LoadAsync(NpgsqlConnection connection, TargetTableName name, CancellationToken cancellation)
        => (await LoadAsync(connection, [name], cancellation).ConfigureAwait(false)).GetValueOrDefault(name);

    private static TargetTable Table(CatalogRow[] rows)
    {
        var columns = rows.Where(static row => row.Attnum > 0).Select(CatalogTypes.Column).ToArray();
        var byNumber = columns.ToDictionary(static column => column.Attnum, static column => column.Name);
        var keys = (rows[0].Keys ?? []).Select(key => (IReadOnlyList<string>)[.. KeyNumbers(key).Select(number => byNumber[number])]).ToArray();
        return new TargetTable
        {
            Oid = (uint)rows[0].TableOid,
            Name = new TargetTableName(rows[0].TableSchema, rows[0].TableName),
            Columns = columns,
            UniqueKeys = keys,
            PrimaryKey = rows[0].HasPrimaryKey ? keys[0] : [],
            PrimaryKeyName = rows[0].PrimaryKeyName,
            IsPartitioned = string.Equals(rows[0].TableKind, "p", StringComparison.Ordinal),
        };
    }

    private static IEnumerable<short> KeyNumbers(string key)
        => key.Split(' ').Select(static number => short.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
}
