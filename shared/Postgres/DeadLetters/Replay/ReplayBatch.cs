using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Conflicts;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Rules;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>What is known of the letters that one transaction replays: their records, and what became of each so far.</summary>
internal sealed class ReplayBatch(SourceEntry? source, RuleBook rules, TransactionMarkReader marks, IReadOnlyList<ReplayCandidate> candidates, IReadOnlyList<ClaimedLetter> claimed)
{
    private readonly Dictionary<long, DeadLetter> _bad = [];
    private readonly HashSet<long> _outlived = [];
    private readonly HashSet<(long Offset, int Row)> _outlivedRows = [];
    private readonly HashSet<long> _replaced = [];
    private readonly Dictionary<long, string> _tables = [];

    /// <summary>Partition that all letters are of. There is one as soon as there are records.</summary>
    public PartitionKey Partition => new(claimed[0].ConsumerGroup, claimed[0].Record.Topic, claimed[0].Record.Partition);

    /// <summary>When the letter of a record was parked.</summary>
    public DateTime ParkedAt(long offset) => claimed.First(letter => letter.Record.Offset == offset).ParkedAt;

    /// <summary>These records cannot be applied.</summary>
    public void Fail(IEnumerable<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            _bad.TryAdd(letter.Record.Offset, letter);
        }
    }

    /// <summary>Decodes what may still be applied, by the rules of its tables; records that cannot be decoded fail.</summary>
    public (SourceRecord[] Records, ChangeBatch Changes) Decode()
    {
        while (true)
        {
            // In order of arrival.
            var open = claimed.Where(letter => !_bad.ContainsKey(letter.Record.Offset) && !_outlived.Contains(letter.Record.Offset)).ToList();
            SourceRecord[] records = [.. open.Select(letter => Routed(letter.Record))];
            var changes = new ChangeBatch();
            if (source is null)
            {
                Fail(records.Select(DeadLetterReasons.NoSource));
                return ([], changes);
            }

            source.DecodeAgain(records, changes, [.. open.Select(letter => letter.ParkedAt)]);
            Fail(changes.Failures.Select(failure => DeadLetterReasons.Undecodable(records[failure.RecordIndex], source, failure)));
            var unruled = Rule(source, records, changes, [.. open.Select(letter => letter.Epoch)]);
            if (unruled.Count == 0)
            {
                return (records, changes);
            }

            Fail(unruled);
            changes.Dispose();
        }
    }

    // All tables of an atomic source travel in one topic.
    private SourceRecord Routed(SourceRecord record) => source is { Options.Transactions: TransactionMode.Atomic } ? marks.Route(in record) : record;

    private List<DeadLetter> Rule(SourceEntry entry, SourceRecord[] records, ChangeBatch changes, long[] epochs)
    {
        try
        {
            ConflictOrder.Apply(entry, changes, epochs, records);
            return rules.Apply(entry, changes, records, []);
        }
        catch (TableMismatchException mismatch)
        {
            return [.. changes.Tables.Where(table => table.Table == mismatch.Table)
                .SelectMany(table => Enumerable.Range(0, table.Count).Select(row => records[table.Row(row).RecordIndex]), (table, record) => DeadLetterReasons.Mismatch(record, entry, table.Table, mismatch))
                .DistinctBy(letter => letter.Record.Offset)];
        }
    }

    /// <summary>Takes in what a table's changes are up against. A record with several rows is outlived when all of them are.</summary>
    /// <param name="records">The records that were decoded.</param>
    /// <param name="changes">A table's changes.</param>
    /// <param name="outlived">Rows that newer data in the target outlives.</param>
    /// <param name="newest">Rows that are the newest of their key among the letters.</param>
    public void Weigh(SourceRecord[] records, TableChanges changes, HashSet<int> outlived, HashSet<int> newest)
    {
        foreach (var rows in Enumerable.Range(0, changes.Count).GroupBy(row => records[changes.Row(row).RecordIndex].Offset))
        {
            if (rows.All(outlived.Contains))
            {
                _outlived.Add(rows.Key);
                continue;
            }

            // Of an update that moves a row the one half may be outlived without the other.
            _outlivedRows.UnionWith(rows.Select((row, n) => (Row: row, N: n)).Where(one => outlived.Contains(one.Row)).Select(one => (rows.Key, one.N)));
            if (!rows.Any(row => newest.Contains(row) && !outlived.Contains(row)))
            {
                _replaced.Add(rows.Key);
            }
        }
    }

    /// <summary>These records' changes are to be written to the table, but for rows that newer data outlives.</summary>
    public void Write(SourceRecord[] records, TableChanges changes, string table)
    {
        TakeOutOutlived(records, changes);
        for (var row = 0; row < changes.Count; row++)
        {
            _tables[records[changes.Row(row).RecordIndex].Offset] = table;
        }
    }

    private void TakeOutOutlived(SourceRecord[] records, TableChanges changes)
    {
        if (_outlivedRows.Count == 0)
        {
            return;
        }

        var (isOut, seen) = (new bool[changes.Count], new Dictionary<long, int>());
        for (var row = 0; row < changes.Count; row++)
        {
            var offset = records[changes.Row(row).RecordIndex].Offset;
            seen[offset] = seen.GetValueOrDefault(offset, -1) + 1;
            isOut[row] = _outlivedRows.Contains((offset, seen[offset]));
        }

        changes.RemoveRows(isOut);
    }

    /// <summary>Records whose changes, merged cell by cell, had no effect.</summary>
    public void Supersede(IEnumerable<long> offsets) => _replaced.UnionWith(offsets);

    /// <summary>The bad letters by number.</summary>
    public Dictionary<long, DeadLetter> Failed() => claimed.Where(letter => _bad.ContainsKey(letter.Record.Offset)).ToDictionary(letter => letter.Id, letter => _bad[letter.Record.Offset]);

    /// <summary>A result for every candidate.</summary>
    public List<ReplayResult> Results()
    {
        var ours = claimed.Select(letter => letter.Id).ToHashSet();
        return [.. candidates.Select(candidate => Result(candidate, ours.Contains(candidate.Id)))];
    }

    private ReplayResult Result(ReplayCandidate candidate, bool isOurs)
    {
        var result = new ReplayResult(candidate.Id, candidate.Topic, candidate.Partition, candidate.Offset, ReplayOutcome.SettledElsewhere, _tables.GetValueOrDefault(candidate.Offset));
        if (!isOurs)
        {
            return result;
        }

        if (_bad.TryGetValue(candidate.Offset, out var letter))
        {
            return result with
            {
                Outcome = ReplayOutcome.FailedAgain,
                Table = letter.TargetTable,
                Reason = letter.Reason,
                SqlState = letter.SqlState,
                Message = letter.Message,
                Remedy = letter.Remedy,
            };
        }

        var isSuperseded = _outlived.Contains(candidate.Offset) || _replaced.Contains(candidate.Offset);
        return result with { Outcome = isSuperseded ? ReplayOutcome.Superseded : result.Table is null ? ReplayOutcome.NothingToApply : ReplayOutcome.Applied };
    }
}
