using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Retention;

/// <summary>Deletes records that nobody will ask for any more: settled dead letters and old versions of tables' shapes.</summary>
/// <remarks>Open dead letters, and the newest version of each table, stay whatever their age.</remarks>
public sealed partial class HistorySweep(NpgsqlDataSource warehouse, RetentionOptions options, ILogger<HistorySweep> logger)
{
    // Longer than the week that rates are compared over, see QuietRule.
    private static readonly TimeSpan Activity = TimeSpan.FromDays(9);

    /// <summary>Rows deleted by one statement.</summary>
    public int BatchSize { get; init; } = RetentionBatches.DefaultSize;

    /// <summary>Deletes in batches until none is old enough, and returns how many went.</summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var batches = new RetentionBatches(warehouse, BatchSize);
        var letters = await batches.RunAsync(RetentionSql.DeadLetters, options.DeadLetters, cancellation);
        var parked = await batches.RunAsync(RetentionSql.ParkedTransactions, options.DeadLetters, cancellation);
        var versions = await batches.RunAsync(RetentionSql.SchemaHistory, options.SchemaHistory, cancellation);
        var counts = await batches.RunAsync(RetentionSql.TopicActivity, Activity, cancellation);
        Log.Swept(logger, letters, options.DeadLetters, versions, options.SchemaHistory);
        return letters + parked + versions + counts;
    }
}
