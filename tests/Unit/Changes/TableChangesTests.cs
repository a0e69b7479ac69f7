using CdcFunctions.Changes;
using CdcFunctions.Unit.Postgres.Cells;

namespace CdcFunctions.Unit.Changes;

public sealed class TableChangesTests
{
    [Fact]
    public void Parts_have_their_rows_with_values_times_and_ranges_and_sum_up_to_the_whole()
    {
        CellEvent[] events =
        [
            CellEvent.Insert(10, 1, ("b", "one")) with { Expiry = 99 }, CellEvent.DeleteRange(20, new TestBound(true, 1, null), new TestBound(true, 2, null)), CellEvent.Update(30, 2, ("b", "two"), ("a", null)),
        ];
        using var whole = CellChanges.Of(events);
        whole.AddCompanion(whole.Row(0));
        CellChanges.SetKey(whole, 3, (1, 3, "k"));

        var parts = whole.Divide([0, 1, 0, 1]);

        Assert.Equal([2, 2], parts.Select(part => part.Count));
        Assert.Equal(whole.Companions, parts.Sum(part => part.Companions));
        Assert.Equal([10, 30], Enumerable.Range(0, 2).Select(row => parts[0].Row(row).Version));
        Assert.Equal(["one", "two"], Enumerable.Range(0, 2).Select(row => CellChanges.Value(parts[0].Columns[4], row)));
        Assert.Equal([99, 0], Enumerable.Range(0, 2).Select(row => parts[0].Columns[4].CellTime(row)));
        Assert.Equal((CellState.Absent, CellState.Null), (parts[0].Columns[3].State(0), parts[0].Columns[3].State(1)));
        Assert.Equal((0, 0), (parts[0].Ranges.Count, Assert.Single(parts[1].Ranges).Row));
        Assert.Equal((1, 3, "k"), CellChanges.Key(parts[1], 1));
    }
}
