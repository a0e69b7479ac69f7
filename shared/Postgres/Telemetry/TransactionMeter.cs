using System.Diagnostics.Metrics;
using CdcFunctions.Operations.Telemetry;

namespace CdcFunctions.Postgres.Telemetry;

/// <summary>Counters of whole transactions, once a commit.</summary>
internal static class TransactionMeter
{
    private static readonly Counter<long> Transactions = CdcMeter.Instance.CreateCounter<long>("cdc.transactions", "{transaction}", "Whole transactions by what became of them.");
    private static readonly Counter<long> WithoutEnd = CdcMeter.Instance.CreateCounter<long>("cdc.transactions.without_end", "{transaction}", "Applied transactions that had no END: a later one told that they were over.");
    private static readonly Counter<long> EmptyEnds = CdcMeter.Instance.CreateCounter<long>("cdc.transactions.empty_ends", "{transaction}", "ENDs of which no change was here.");

    /// <summary>Counts a commit.</summary>
    public static void Count(long applied, long incomplete, long parked, long withoutEnd, long emptyEnds)
    {
        Add("applied", applied);
        Add("incomplete", incomplete);
        Add("parked", parked);
        if (withoutEnd > 0)
        {
            WithoutEnd.Add(withoutEnd);
        }

        if (emptyEnds > 0)
        {
            EmptyEnds.Add(emptyEnds);
        }
    }

    private static void Add(string outcome, long count)
    {
        if (count > 0)
        {
            Transactions.Add(count, new KeyValuePair<string, object?>("cdc.outcome", outcome));
        }
    }
}
