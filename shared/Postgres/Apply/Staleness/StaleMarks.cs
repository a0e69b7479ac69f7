using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Postgres.Apply.Staleness;

/// <summary>Decodes and marks the rows that are older than their table's threshold, by the source's clock put right.</summary>
/// <remarks>
/// Thread-safe. Rows that a snapshot read are never stale: they tell what is, however long ago it was written. Tables whose
/// <c>staleEvents</c> is <c>apply</c> cost nothing.
/// </remarks>
public sealed partial class StaleMarks(IChangeDecoder decoder, SourceOptions source, TimeProvider time, ILogger<StaleMarks> logger) : IChangeDecoder
{
    private readonly ClockSkew _skew = new();
    private readonly Lock _lock = new();

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        decoder.Decode(records, batch);
        var now = time.GetUtcNow().Ticks / TimeSpan.TicksPerMicrosecond - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var table in batch.Tables)
        {
            var options = source.Table(table.Table.Table);
            if (options.StaleEvents != StaleEventPolicy.Apply)
            {
                Mark(table, now, options.StaleAfter);
            }
        }
    }

    private void Mark(TableChanges table, long now, TimeSpan threshold)
    {
        var (oldest, newest) = Ends(table);
        if (oldest > newest)
        {
            return;
        }

        var limit = now - Behind(now, newest) - (threshold.Ticks / TimeSpan.TicksPerMicrosecond);
        for (var row = 0; oldest < limit && row < table.Count; row++)
        {
            var header = table.Row(row);
            if (IsJudged(header) && header.SourceTimeUs < limit)
            {
                header.IsStale = true;
                table.SetRow(row, header);
                table.StaleRows++;
            }
        }
    }

    private static (long Oldest, long Newest) Ends(TableChanges table)
    {
        var (oldest, newest) = (long.MaxValue, long.MinValue);
        for (var row = 0; row < table.Count; row++)
        {
            ref readonly var header = ref table.Row(row);
            if (IsJudged(header))
            {
                (oldest, newest) = (Math.Min(oldest, header.SourceTimeUs), Math.Max(newest, header.SourceTimeUs));
            }
        }

        return (oldest, newest);
    }

    private long Behind(long now, long newest)
    {
        lock (_lock)
        {
            if (_skew.Observe(now, newest))
            {
                Log.Skewed(logger, source.Name, TimeSpan.FromMicroseconds(_skew.BehindUs));
            }

            return _skew.BehindUs;
        }
    }

    private static bool IsJudged(in RowHeader header) => !header.IsSnapshot && header.SourceTimeUs != 0;
}
