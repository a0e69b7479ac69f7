using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Host.Hosting;

/// <summary>Health of atomic sources: a transaction that waits too long for the rest of its changes makes the host unready.</summary>
internal sealed class TransactionHealth(CdcOptions options, TransactionTally tally) : IHealthPart
{
    /// <inheritdoc/>
    public IEnumerable<HealthReport> Report()
    {
        var waiting = tally.Waiting;
        foreach (var source in options.Sources.Where(source => source.Transactions == TransactionMode.Atomic))
        {
            var own = waiting.Where(transaction => string.Equals(transaction.Source, source.Name, StringComparison.Ordinal)).ToList();
            var overdue = own.Find(transaction => transaction.IsOverdue || transaction.Missing.Count > 0);
            yield return overdue is null
                ? HealthReport.Well($"transactions/{source.Name}", $"{own.Count} transactions wait for their END")
                : HealthReport.NotReady($"transactions/{source.Name}", Describe(overdue));
        }
    }

    private static string Describe(WaitingTransaction overdue)
    {
        var why = overdue.Missing.Count > 0 ? $"its END came, but changes are missing ({string.Join("; ", overdue.Missing)})" : "no END has come";
        return $"Transaction {overdue.Id} waits since {overdue.Since:u} with {overdue.Events} changes: {why}. None of it is visible. incompleteTransactions says what happens after transactionTimeout; docs/transactions.md tells the causes.";
    }
}
