using CdcFunctions.Host.Commands.Schema;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.History;

namespace CdcFunctions.Host.Schema;

/// <summary>Does what <c>cdc schema</c> asks, on the configured PostgreSQL.</summary>
internal sealed class SchemaActions : ISchemaActions
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SchemaTable>> TablesAsync(CdcOptions options, string? table, CancellationToken cancellation)
        => ReadAsync(options, ledger => ledger.TablesAsync(table, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SchemaVersion>> HistoryAsync(CdcOptions options, string table, CancellationToken cancellation)
        => ReadAsync(options, ledger => ledger.HistoryAsync(table, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MigrationTask>> PendingAsync(CdcOptions options, string? table, CancellationToken cancellation)
        => ReadAsync(options, ledger => ledger.PendingAsync(table, cancellation), cancellation);

    /// <inheritdoc/>
    public async Task<string?> ApplyAsync(CdcOptions options, MigrationTask task, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres, "cdcfunctions schema");
        return await new MigrationRun(warehouse, new SchemaOptions()).RunAsync(task, cancellation);
    }

    private static async Task<T> ReadAsync<T>(CdcOptions options, Func<SchemaLedger, Task<T>> read, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres, "cdcfunctions schema");
        await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
        return await read(new SchemaLedger(warehouse));
    }
}
