using System.Runtime.CompilerServices;
using CdcFunctions.Host.Commands;
using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace CdcFunctions.Host.DeadLetters;

/// <summary>Does what the <c>cdc dlq</c> commands say, with the services the functions have.</summary>
internal sealed class DeadLetterActions : IDeadLetterActions
{
    public async Task<DeadLetterPage> ListAsync(CdcOptions options, DeadLetterFilter filter, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres);
        await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
        return await new DeadLetterStore(warehouse).ListAsync(filter, cancellation);
    }

    public async Task<DeadLetterContent?> FindAsync(CdcOptions options, long id, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres);
        await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
        return await new DeadLetterStore(warehouse).FindAsync(options.Kafka.ConsumerGroup, id, cancellation);
    }

    public async Task<IReadOnlyList<DeadLetterEntry>> DiscardAsync(CdcOptions options, DeadLetterFilter filter, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres);
        await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
        return await new DeadLetterStore(warehouse).DiscardAsync(filter, cancellation);
    }

    public async IAsyncEnumerable<ReplayResult> ReplayAsync(
        CdcOptions options, DeadLetterFilter filter, bool isDryRun, CommandSession session, Action<int> counted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var host = await PreparedFunctions.StartAsync(isDryRun ? WithoutTableChanges(options) : options, session.Log, cancellation);
        var replay = host.Services.GetRequiredService<DeadLetterReplay>();
        counted(await replay.CountAsync(filter, cancellation));
        var schemas = host.Services.GetRequiredService<SchemaTopicReader>();
        await schemas.StartAsync(cancellation);
        try
        {
            await schemas.CaughtUpAsync(cancellation);
            await foreach (var result in replay.RunAsync(filter, isDryRun, cancellation))
            {
                yield return result;
            }
        }
        finally
        {
            await schemas.StopAsync(CancellationToken.None);
        }
    }

    // A table is created or extended outside the batch's transaction, so a dry run could not undo it.
    private static CdcOptions WithoutTableChanges(CdcOptions options) => options with
    {
        Sources = [.. options.Sources.Select(source => source with
        {
            Tables = source.Tables.Append(new("*", source.Table("*"))).DistinctBy(table => table.Key, StringComparer.Ordinal)
                .ToDictionary(table => table.Key, table => WithoutChanges(table.Value), StringComparer.Ordinal),
        })],
    };

    private static TableOptions WithoutChanges(TableOptions table)
        => table.SchemaChanges == SchemaChangePolicy.Ignore ? table : table with { SchemaChanges = SchemaChangePolicy.Exception };
}
