using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema;
using Npgsql;

namespace CdcFunctions.Host.Hosting;

/// <summary>What must be there before the first event is applied: the bookkeeping schema, the target tables' types, the source's schema history.</summary>
/// <remarks>Thread-safe. Done once; a failed try is repeated by the next caller, so a database that is away only delays the start.</remarks>
internal sealed class Preparation(NpgsqlDataSource warehouse, TargetPreload preload, SchemaTopicReader schemaTopics) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly TaskCompletionSource _migrated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isComplete;

    /// <summary>Ends when the bookkeeping schema is there, which timers need and no more.</summary>
    public Task Migrated => _migrated.Task;

    /// <summary>Returns when all is prepared.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_isComplete)
        {
            return;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            if (!_isComplete)
            {
                await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
                _migrated.TrySetResult();
                await preload.RunAsync(cancellation);
                await schemaTopics.CaughtUpAsync(cancellation);
                _isComplete = true;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();
}
