using CdcFunctions.Operations.Configuration;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Watch;

/// <summary>Looks for what does not happen: topics gone quiet against their usual rate, dead letters and migrations that nobody settles.</summary>
/// <remarks>
/// What it finds stands in <c>cdc.finding</c> while it holds, and is logged once when it begins and once when it ends. Rates come from the
/// checkpoints, so that the way of a record costs nothing and every replica counts.
/// </remarks>
public sealed partial class QuietWatch(NpgsqlDataSource warehouse, WatchOptions options, KafkaOptions kafka, TimeProvider time, ILogger<QuietWatch> logger)
{
    /// <summary>Takes a sample, looks, and returns how many findings hold.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var (now, group) = (time.GetUtcNow(), kafka.ConsumerGroup);
        CommandDefinition Command(string sql, object? values = null) => new(sql, values ?? new { now, group, before = now - options.UnresolvedAfter }, cancellationToken: cancellation);
        await connection.ExecuteAsync(Command(WatchSql.Sample));
        List<Finding> findings = [.. Quiet(await connection.QueryAsync<(string Topic, DateTime At, long Records)>(Command(WatchSql.Samples)), now)];
        findings.AddRange((await connection.QueryAsync<(string Subject, long Number)>(Command(WatchSql.DeadLetters))).Select(OldLetters));
        if (await connection.ExecuteScalarAsync<bool>(Command(WatchSql.HasMigrations)))
        {
            findings.AddRange((await connection.QueryAsync<(string Subject, long Number)>(Command(WatchSql.Migrations))).Select(WaitingMigration));
        }

        foreach (var finding in findings)
        {
            if (await connection.ExecuteScalarAsync<bool>(Command(WatchSql.Keep, new { finding.Kind, finding.Subject, finding.Detail, now })))
            {
                Log.Found(logger, finding.Kind, finding.Subject, finding.Detail);
            }
        }

        foreach (var settled in await connection.QueryAsync<Finding>(Command(WatchSql.Settle)))
        {
            Log.Settled(logger, settled.Kind, settled.Subject);
        }

        return findings.Count;
    }

    private IEnumerable<Finding> Quiet(IEnumerable<(string Topic, DateTime At, long Records)> samples, DateTimeOffset now)
    {
        foreach (var topic in samples.GroupBy(sample => sample.Topic, StringComparer.Ordinal))
        {
            var history = new TopicHistory(topic.Key, [.. topic.Select(sample => (new DateTimeOffset(sample.At), sample.Records))]);
            if (QuietRule.Find(history, now, options.QuietAfter) is { } quiet)
            {
                yield return new Finding("quiet-topic", topic.Key, $"No event for {quiet.Silence:d\\.hh\\:mm}; about {quiet.Expected} were to be expected. Look at the connector and its source.");
            }
        }
    }

    private Finding OldLetters((string Subject, long Number) letters) => new(
        "old-dead-letters", letters.Subject, $"{letters.Number} dead letters have waited for more than {options.UnresolvedAfter:d\\.hh\\:mm}. See them with cdc dlq list; replay or discard them.");

    private Finding WaitingMigration((string Subject, long Number) tasks) => new(
        "waiting-migration", tasks.Subject, $"{tasks.Number} changes of the table have waited for more than {options.UnresolvedAfter:d\\.hh\\:mm}. See them with cdc schema list --pending.");
}
