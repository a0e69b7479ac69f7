using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Reads the tables of the target schemas before the first event: events without schema take their types from them.</summary>
public sealed class TargetPreload(NpgsqlDataSource warehouse, CdcOptions options, TargetTypes types)
{
    private const string Tables =
        """
        select n.nspname as Schema, c.relname as Name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any(@schemas) and c.relkind in ('r', 'p')
        """;

    /// <summary>Loads them and returns how many there are.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var schemas = options.Sources.Select(source => source.TargetSchema).Distinct(StringComparer.Ordinal).ToArray();
        var names = (await connection.QueryAsync<TargetTableName>(new CommandDefinition(Tables, new { schemas }, cancellationToken: cancellation))).ToList();
        foreach (var table in (await TableCatalog.LoadAsync(connection, names, cancellation)).Values)
        {
            types.Publish(table);
        }

        return names.Count;
    }
}
