using CdcFunctions.Changes;
using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>A recording replayed into a database of its own through the real decoder and applier.</summary>
internal sealed class RecordingReplay(TestDatabase database, Recording recording)
{
    private readonly SourceOptions _source = RecordingOptions.Source(recording);

    /// <summary>Counts of the last run.</summary>
    public ApplyTally Tally { get; private set; } = new();

    /// <summary>Replays the recording as a worker that starts afresh would.</summary>
    public async Task<ReplaySummary> RunAsync(ReplayOptions options)
    {
        var types = new TargetTypes([_source]);
        using var bindings = new TargetBindings(database.Warehouse, types, NullLogger<TargetBindings>.Instance);
        var router = new SourceRouter([_source]);
        var entry = new SourceEntry(_source, ChangeDecoders.Create(_source, new SchemaCatalog(), types));
        var applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse),
            new SourceCatalog([entry], router),
            new BatchTransaction(database.Warehouse, bindings),
            Tally = new ApplyTally(),
            new KafkaOptions(),
            NullLogger<ChangeApplier>.Instance);
        return await new ReplayRun(new ApplierSink(applier, router), options).RunAsync(recording.ReadAsync(), null, CancellationToken.None);
    }

    /// <summary>Fails with every difference, the dead letters beside, when the tables do not hold exactly the expected rows.</summary>
    public async Task AssertRowsAsExpectedAsync(string how)
    {
        var tables = await new RowComparison(database.Warehouse, RecordingOptions.Schema).CompareAsync(recording.Expected, null, CancellationToken.None);
        var parked = await database.ScalarAsync<long>("SELECT count(*) FROM cdc.dead_letter");
        var limits = KnownLimit.Of(recording.Name).ToList();
        var differences = tables.SelectMany(table => table.Differences.Where(difference => !limits.Exists(limit => limit.Covers(table.Table, difference)))).ToList();
        if (differences.Count > 0 || parked > tables.Sum(table => table.NotStorable) + limits.Sum(limit => limit.DeadLetters))
        {
            Assert.Fail($"{recording} {how}\n{string.Join('\n', tables)}\n{parked} dead letters: {await DeadLettersAsync()}");
        }

        Assert.Equal(Tally.Consumed, Tally.Controls + Tally.Tables.Sum(table => table.Events));
    }

    private Task<string> DeadLettersAsync()
        => database.ScalarAsync<string>("SELECT coalesce(string_agg(DISTINCT coalesce(target_table, topic) || ' ' || reason || ': ' || message, '; '), 'none') FROM cdc.dead_letter");
}
