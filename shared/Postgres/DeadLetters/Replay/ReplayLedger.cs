using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>The dead letters' own rows inside a replay's transaction: locked at its begin, marked at its end.</summary>
internal static class ReplayLedger
{
    /// <summary>Locks and reads the letters that are still open.</summary>
    public static async Task<List<ClaimedLetter>> ClaimAsync(NpgsqlConnection connection, IEnumerable<ReplayCandidate> candidates, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReplaySql.Claim, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = candidates.Select(candidate => candidate.Id).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var letters = new List<ClaimedLetter>();
        while (await reader.ReadAsync(cancellation))
        {
            letters.Add(new ClaimedLetter(reader.GetInt64(0), reader.GetDateTime(1), Record(reader), reader.GetBoolean(9), reader.GetInt64(10), reader.GetString(11)));
        }

        // Order of arrival, which decides between equal versions.
        letters.Sort((left, right) => left.Record.Offset.CompareTo(right.Record.Offset));
        return letters;
    }

    /// <summary>For each of these times that is one of a replay: the last offset among the letters of the partition that it applied.</summary>
    public static async Task<Dictionary<DateTime, long>> LastOffsetsAsync(DbConnection connection, PartitionKey partition, DateTime[] times, CancellationToken cancellation)
    {
        var offsets = new Dictionary<DateTime, long>();
        if (times.Length == 0)
        {
            return offsets;
        }

        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ReplaySql.LastOffsets)
        {
            Parameters = { new() { Value = times }, new() { Value = partition.ConsumerGroup }, new() { Value = partition.Topic }, new() { Value = partition.Partition } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            offsets[reader.GetDateTime(0)] = reader.GetInt64(1);
        }

        return offsets;
    }

    /// <summary>Locks target tables.</summary>
    public static NpgsqlBatchCommand Lock(IEnumerable<int> tables)
        => Command(ReplaySql.Lock, (NpgsqlDbType.Integer, tables.Distinct().ToArray()));

    /// <summary>Adds what marks the letters as their results say.</summary>
    public static void AddMarks(DbBatch batch, IReadOnlyList<ReplayResult> results, IReadOnlyDictionary<long, DeadLetter> failed)
    {
        var settled = results.Where(result => result.Outcome is ReplayOutcome.Applied or ReplayOutcome.Superseded or ReplayOutcome.NothingToApply).ToList();
        if (settled.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                ReplaySql.Settle,
                (NpgsqlDbType.Bigint, settled.ConvertAll(result => result.Id).ToArray()),
                (NpgsqlDbType.Text, settled.ConvertAll(result => Resolution(result.Outcome)).ToArray())));
        }

        var again = results.Where(result => result.Outcome == ReplayOutcome.FailedAgain).Select(result => (result.Id, Letter: failed[result.Id])).ToList();
        if (again.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                ReplaySql.FailAgain,
                (NpgsqlDbType.Bigint, again.ConvertAll(a => a.Id).ToArray()),
                Texts(a => a.Source),
                Texts(a => a.SourceTable),
                Texts(a => a.TargetTable),
                Texts(a => a.Reason),
                Texts(a => a.SqlState),
                Texts(a => a.Message),
                Texts(a => a.Remedy)));
        }

        (NpgsqlDbType, object) Texts(Func<DeadLetter, string?> text) => (NpgsqlDbType.Text, again.ConvertAll(a => DeadLetterWriter.Clean(text(a.Letter))).ToArray());
    }

    private static SourceRecord Record(DbDataReader reader) => new(
        reader.GetString(2),
        reader.GetInt32(3),
        reader.GetInt64(4),
        reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5),
        reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
        reader.IsDBNull(7) ? 0 : reader.GetInt64(7),
        HeaderJson.Read(reader.IsDBNull(8) ? null : reader.GetString(8)));

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<(NpgsqlDbType Element, object Values)> arrays)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (element, values) in arrays)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | element, Value = values });
        }

        return command;
    }

    private static string Resolution(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Applied => "applied",
        ReplayOutcome.Superseded => "superseded",
        _ => "nothing-to-apply",
    };
}
