using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Rules.Budget;

/// <summary>Counts dead letters against events, table by table over a sliding time, and says when a table has used up its budget.</summary>
/// <remarks>Thread-safe. In the memory of this process: after a restart counting begins anew, with the batch that waits.</remarks>
public sealed class FailureBudget(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Source, string Table), BudgetWindow> _tables = new();

    /// <summary>Asks whether a batch may be committed.</summary>
    /// <param name="source">Source.</param>
    /// <param name="table">Source table.</param>
    /// <param name="options">Its budget.</param>
    /// <param name="events">Events of the batch.</param>
    /// <param name="letters">How many of them would become dead letters.</param>
    /// <exception cref="FailureBudgetException">Too many: the batch waits.</exception>
    public void Check(string source, string table, FailureBudgetOptions options, int events, int letters)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (letters == 0 || options.Share == 100)
        {
            return;
        }

        var (knownEvents, knownLetters) = Window(source, table).Sum(time.GetTimestamp(), options.Window, time);
        var (all, bad) = (knownEvents + events, knownLetters + letters);
        if (bad >= options.AtLeast && bad * 100 > all * options.Share)
        {
            throw FailureBudgetException.Of(source, table, options, all, bad);
        }
    }

    /// <summary>Counts a committed batch.</summary>
    public void Count(string source, string table, int events, int letters) => Window(source, table).Add(time.GetTimestamp(), events, letters, time);

    /// <summary>Asks whether a batch of a topic may be committed with these dead letters.</summary>
    /// <exception cref="FailureBudgetException">Too many: the batch waits.</exception>
    internal void Check(SourceEntry? source, ReadOnlyMemory<SourceRecord> records, IReadOnlyCollection<DeadLetter> letters)
    {
        if (source is not null && records.Length > 0 && Bad(letters) is > 0 and var bad)
        {
            var table = TopicTable.Of(records.Span[0].Topic);
            Check(source.Options.Name, table, source.Options.Table(table).FailureBudget, records.Length, bad);
        }
    }

    /// <summary>Counts a committed batch of a topic.</summary>
    internal void Count(SourceEntry? source, ReadOnlyMemory<SourceRecord> records, IReadOnlyCollection<DeadLetter> letters)
    {
        if (source is not null && records.Length > 0)
        {
            Count(source.Options.Name, TopicTable.Of(records.Span[0].Topic), records.Length, Bad(letters));
        }
    }

    // What an outage parks is no fault of the events.
    private static int Bad(IEnumerable<DeadLetter> letters) => letters.Count(static letter => letter.Reason is not DeadLetterReasons.Outage);

    private BudgetWindow Window(string source, string table) => _tables.GetOrAdd((source, table), static _ => new BudgetWindow());
}
