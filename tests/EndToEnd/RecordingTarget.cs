using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd;

/// <summary>Where a recording goes in a test: a target schema and a consumer group of its own, and the check of what stands there.</summary>
internal sealed class RecordingTarget(TestDatabase database, Recording recording)
{
    private readonly string _name = $"target_{Guid.NewGuid():N}";

    /// <summary>The target schema.</summary>
    public string Schema => _name;

    /// <summary>The configuration a person would write, with these brokers.</summary>
    public CdcOptions Options(KafkaOptions kafka) => new()
    {
        Postgres = database.Options,
        Kafka = kafka with { ConsumerGroup = _name },
        Host = new HostOptions { Listen = "127.0.0.1:0" },
        Sources = [RecordingOptions.Source(recording, _name)],
    };

    /// <summary>Fails with every difference, the dead letters beside, when the tables (or views of them in another schema) do not hold exactly the expected rows.</summary>
    public async Task AssertRowsAsExpectedAsync(ApplyTally tally, string how, string? schema = null)
    {
        var tables = await new RowComparison(database.Warehouse, schema ?? _name).CompareAsync(recording.Expected, null, CancellationToken.None);
        var parked = await database.ScalarAsync<long>($"SELECT count(DISTINCT (record_key, record_value)) FROM cdc.dead_letter WHERE consumer_group = '{_name}'");
        if (tables.SelectMany(table => table.Differences).Any(difference => !recording.IsNotInEvents(difference)) || parked > tables.Sum(table => table.NotStorable))
        {
            Assert.Fail($"{recording} {how}\n{string.Join('\n', tables)}\n{parked} dead letters: {await DeadLettersAsync()}");
        }

        Assert.Equal(tally.Consumed, tally.Controls + tally.Tables.Sum(table => table.Events));
    }

    /// <summary>Takes the tables away: a test of many targets in one database would drag them along.</summary>
    public Task DropAsync() => database.ExecuteAsync($"DROP SCHEMA IF EXISTS {_name} CASCADE");

    private Task<string> DeadLettersAsync()
        => database.ScalarAsync<string>($"""
            SELECT coalesce(string_agg(DISTINCT coalesce(target_table, topic) || ' ' || reason || ': ' || message, '; '), 'none')
            FROM cdc.dead_letter WHERE consumer_group = '{_name}'
            """);
}
