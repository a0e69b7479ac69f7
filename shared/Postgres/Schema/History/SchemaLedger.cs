using System.Text.Json;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.History;

/// <summary>Reads the history of target tables and the tasks that wait for a person.</summary>
public sealed class SchemaLedger(NpgsqlDataSource warehouse)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Tables that have a history, each with its newest version.</summary>
    /// <param name="table">Full name or its last part; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<SchemaTable>> TablesAsync(string? table, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<SchemaTable>(new CommandDefinition(SchemaLedgerSql.Tables, Named(table), cancellationToken: cancellation))).AsList();
    }

    /// <summary>Every change of a table, the first one first.</summary>
    /// <param name="table">Full name.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<SchemaVersion>> HistoryAsync(string table, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var versions = await connection.QueryAsync<SchemaVersion, string?, string?, SchemaVersion>(
            new CommandDefinition(SchemaLedgerSql.History, new { table }, cancellationToken: cancellation),
            static (version, before, after) => version with { Before = Columns(before), After = Columns(after) },
            splitOn: "Before,After");
        return versions.AsList();
    }

    /// <summary>Tasks that wait.</summary>
    /// <param name="table">Full name or its last part; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<MigrationTask>> PendingAsync(string? table, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<MigrationTask>(new CommandDefinition(SchemaLedgerSql.Pending, Named(table), cancellationToken: cancellation))).AsList();
    }

    private static object Named(string? table)
        => new { table, like = table?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) };

    private static List<SchemaColumn> Columns(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<SchemaColumn>>(json, Json)!;
}
