using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Unit.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Unit.Postgres.Staleness;

public sealed class StaleMarksTests
{
    private readonly ManualTime _time = new();
    private readonly List<RowHeader> _rows = [];

    [Fact]
    public void An_event_older_than_the_threshold_is_stale_and_a_younger_one_is_not()
    {
        Add(TimeSpan.FromHours(25));
        Add(TimeSpan.FromHours(23));

        Assert.Equal([true, false], Marked(new TableOptions { StaleAfter = TimeSpan.FromHours(24) }));
    }

    [Fact]
    public void A_row_that_a_snapshot_read_is_never_stale()
    {
        Add(TimeSpan.FromDays(900), isSnapshot: true);

        Assert.Equal([false], Marked(new TableOptions()));
    }

    [Fact]
    public void An_event_without_a_time_is_not_judged()
    {
        _rows.Add(default);

        Assert.Equal([false], Marked(new TableOptions()));
    }

    [Fact]
    public void A_table_that_applies_stale_events_has_none()
    {
        Add(TimeSpan.FromDays(900));

        Assert.Equal([false], Marked(new TableOptions { StaleEvents = StaleEventPolicy.Apply }));
    }

    [Fact]
    public void A_source_whose_clock_is_behind_is_not_stale_once_that_is_known_and_its_old_events_still_are()
    {
        var marks = Marks(new TableOptions { StaleAfter = TimeSpan.FromHours(1) });
        for (var second = 0; second < 40; second++)
        {
            _rows.Clear();
            Add(TimeSpan.FromHours(3));
            Decode(marks);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _rows.Clear();
        Add(TimeSpan.FromHours(3.5));
        Add(TimeSpan.FromHours(4.5));
        Add(TimeSpan.FromHours(3));

        Assert.Equal([false, true, false], Decode(marks));
    }

    private void Add(TimeSpan age, bool isSnapshot = false) => _rows.Add(new RowHeader
    {
        Kind = ChangeKind.Update,
        SourceTimeUs = (_time.GetUtcNow() - age - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        IsSnapshot = isSnapshot,
    });

    private bool[] Marked(TableOptions options) => Decode(Marks(options));

    private static bool[] Decode(StaleMarks marks)
    {
        using var batch = new ChangeBatch();
        marks.Decode([], batch);
        var table = batch.Tables[0];
        bool[] stale = [.. Enumerable.Range(0, table.Count).Select(row => table.Row(row).IsStale)];
        Assert.Equal(stale.Count(isStale => isStale), table.StaleRows);
        return stale;
    }

    private StaleMarks Marks(TableOptions options)
    {
        var source = new SourceOptions
        {
            Name = "shop",
            Dialect = Dialect.Scylla,
            Topics = ["shop.orders"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = options },
        };
        return new StaleMarks(new Fixed(_rows), source, _time, NullLogger<StaleMarks>.Instance);
    }

    private sealed class Fixed(List<RowHeader> rows) : IChangeDecoder
    {
        public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
        {
            var table = batch.AddTable(new TableName("shop", "shop", "orders"), MergeMode.Row);
            foreach (var row in rows)
            {
                table.AddRow(row);
            }
        }
    }
}
