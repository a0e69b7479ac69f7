using System.Collections.Concurrent;
using CdcFunctions.Operations.Configuration;

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

    private BudgetWindow Window(string source, string table) => _tables.GetOrAdd((source, table), static _ => new BudgetWindow());
}
