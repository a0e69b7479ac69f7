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
        var now = Microseconds(time.GetUtcNow().UtcDateTime);
        foreach (var (table, threshold) in Judged(batch))
        {
            var (oldest, newest) = Ends(table);
            if (oldest > newest)
            {
                continue;
            }

            var limit = now - Behind(now, newest) - threshold;
            for (var row = 0; oldest < limit && row < table.Count; row++)
            {
                Mark(table, row, limit);
            }
        }
    }

    /// <summary>Decodes records that came earlier and says nothing of the clock of today: what waited in the dead letters did not get stale there.</summary>
    /// <param name="records">The records.</param>
    /// <param name="batch">Receives their changes.</param>
    /// <param name="cameAt">When each of them came, UTC.</param>
    public void DecodeAgain(ReadOnlySpan<SourceRecord> records, ChangeBatch batch, ReadOnlySpan<DateTime> cameAt)
    {
        decoder.Decode(records, batch);
        foreach (var (table, threshold) in Judged(batch))
        {
            for (var row = 0; row < table.Count; row++)
            {
                Mark(table, row, Microseconds(cameAt[table.Row(row).RecordIndex]) - threshold);
            }
        }
    }

    private IEnumerable<(TableChanges Table, long ThresholdUs)> Judged(ChangeBatch batch)
        => batch.Tables.Select(table => (Table: table, Options: source.Table(table.Table.Table)))
            .Where(one => one.Options.StaleEvents != StaleEventPolicy.Apply)
            .Select(one => (one.Table, one.Options.StaleAfter.Ticks / TimeSpan.TicksPerMicrosecond));

    private static void Mark(TableChanges table, int row, long limit)
    {
        var header = table.Row(row);
        if (IsJudged(header) && header.SourceTimeUs < limit)
        {
            header.IsStale = true;
            table.SetRow(row, header);
            table.StaleRows++;
        }
    }

    private static long Microseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

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
