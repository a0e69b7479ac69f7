using System.Collections.Concurrent;
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

    /// <summary>Asks whether records of a topic may be committed when so many of them become dead letters.</summary>
    /// <exception cref="FailureBudgetException">Too many: the batch waits.</exception>
    internal void Check(SourceEntry? source, string topic, int events, int letters)
    {
        if (source is not null && letters > 0)
        {
            Check(source.Options.Name, TopicTable.Of(topic), source.Options.Table(TopicTable.Of(topic)).FailureBudget, events, letters);
        }
    }

    /// <summary>Counts committed records of a topic.</summary>
    internal void Count(SourceEntry? source, string topic, int events, int letters)
    {
        if (source is not null && events > 0)
        {
            Count(source.Options.Name, TopicTable.Of(topic), events, letters);
        }
    }

    /// <summary>The letters that are the fault of their events: not those of an outage, nor of a transaction whose time was up.</summary>
    internal static int Bad(IEnumerable<DeadLetter> letters) => letters.Count(IsBad);

    /// <summary>Whether a letter is the fault of its event.</summary>
    internal static bool IsBad(DeadLetter letter) => letter.Reason is not (DeadLetterReasons.Outage or DeadLetterReasons.IncompleteTransaction);

    private BudgetWindow Window(string source, string table) => _tables.GetOrAdd((source, table), static _ => new BudgetWindow());
}
