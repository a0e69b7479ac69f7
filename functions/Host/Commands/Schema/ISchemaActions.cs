using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.History;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary>What <c>cdc schema</c> sets in motion.</summary>
public interface ISchemaActions
{
    /// <summary>Tables with a history, by full name or its last part; null for all.</summary>
    Task<IReadOnlyList<SchemaTable>> TablesAsync(CdcOptions options, string? table, CancellationToken cancellation);

    /// <summary>Every change of a table.</summary>
    Task<IReadOnlyList<SchemaVersion>> HistoryAsync(CdcOptions options, string table, CancellationToken cancellation);

    /// <summary>Tasks that wait for a person.</summary>
    Task<IReadOnlyList<MigrationTask>> PendingAsync(CdcOptions options, string? table, CancellationToken cancellation);

    /// <summary>Runs a task; returns what PostgreSQL said against it, or null when it is done.</summary>
    Task<string?> ApplyAsync(CdcOptions options, MigrationTask task, CancellationToken cancellation);
}
