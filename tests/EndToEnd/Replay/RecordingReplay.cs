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

/// <summary>A recording replayed through the real decoder and applier into a target schema, under a consumer group, of its own.</summary>
internal sealed class RecordingReplay(TestDatabase database, Recording recording)
{
    private readonly string _schema = $"target_{Guid.NewGuid():N}";
    private SourceOptions? _built;

    private SourceOptions Source => _built ??= RecordingOptions.Source(recording, _schema);

    /// <summary>Counts of the last run.</summary>
    public ApplyTally Tally { get; private set; } = new();

    /// <summary>Replays the recording as a worker that starts afresh would.</summary>
    public async Task<ReplaySummary> RunAsync(ReplayOptions options)
    {
        var types = new TargetTypes([Source]);
        using var bindings = new TargetBindings(database.Warehouse, types, NullLogger<TargetBindings>.Instance);
        var router = new SourceRouter([Source]);
        var entry = new SourceEntry(Source, ChangeDecoders.Create(Source, new SchemaCatalog(), types));
        var applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse),
            new SourceCatalog([entry], router),
            new BatchTransaction(database.Warehouse, bindings),
            Tally = new ApplyTally(),
            new KafkaOptions { ConsumerGroup = _schema },
            NullLogger<ChangeApplier>.Instance);
        return await new ReplayRun(new ApplierSink(applier, router), options).RunAsync(recording.ReadAsync(), null, CancellationToken.None);
    }

    /// <summary>Fails with every difference, the dead letters beside, when the tables do not hold exactly the expected rows.</summary>
    public async Task AssertRowsAsExpectedAsync(string how)
    {
        var tables = await new RowComparison(database.Warehouse, _schema).CompareAsync(recording.Expected, null, CancellationToken.None);
        var parked = await database.ScalarAsync<long>($"SELECT count(*) FROM cdc.dead_letter WHERE consumer_group = '{_schema}'");
        var limits = KnownLimit.Of(recording.Name).ToList();
        var differences = tables.SelectMany(table => table.Differences.Where(difference => !limits.Exists(limit => limit.Covers(table.Table, difference)))).ToList();
        if (differences.Count > 0 || parked > tables.Sum(table => table.NotStorable) + limits.Sum(limit => limit.DeadLetters))
        {
            Assert.Fail($"{recording} {how}\n{string.Join('\n', tables)}\n{parked} dead letters: {await DeadLettersAsync()}");
        }

        Assert.Equal(Tally.Consumed, Tally.Controls + Tally.Tables.Sum(table => table.Events));
    }

    private Task<string> DeadLettersAsync()
        => database.ScalarAsync<string>($"""
            SELECT coalesce(string_agg(DISTINCT coalesce(target_table, topic) || ' ' || reason || ': ' || message, '; '), 'none')
            FROM cdc.dead_letter WHERE consumer_group = '{_schema}'
            """);
}
