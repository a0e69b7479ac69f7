using CdcFunctions.Integration.Postgres.Wire;
using CdcFunctions.Postgres.Tables;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Tables;

/// <summary>A schema of its own for one test, dropped afterwards.</summary>
internal sealed class CatalogDatabase : IAsyncDisposable
{
    private CatalogDatabase(NpgsqlConnection connection, string schema) => (Connection, Schema) = (connection, schema);

    public NpgsqlConnection Connection { get; }

    public string Schema { get; }

    public static async Task<CatalogDatabase> CreateAsync(string sql = "", string? schema = null)
    {
        var connection = await (await WireDatabase.RequireAsync()).OpenConnectionAsync();
        var database = new CatalogDatabase(connection, schema ?? "tables_" + Guid.NewGuid().ToString("N"));
        await database.RunAsync($"create schema {SqlIdentifier.Quote(database.Schema)}; set search_path = {SqlIdentifier.Quote(database.Schema)}; {sql}");
        return database;
    }

    public TargetTableName Name(string table) => new(Schema, table);

    public Task<TargetTable?> LoadAsync(string table) => TableCatalog.LoadAsync(Connection, Name(table), default);

    public async Task<object?> RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"drop schema if exists {SqlIdentifier.Quote(Schema)} cascade");
        await Connection.DisposeAsync();
    }
}
