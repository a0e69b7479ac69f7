using CdcFunctions.Changes;
using static CdcFunctions.Unit.Postgres.Cells.CellEvent;

namespace CdcFunctions.Unit.Postgres.Cells;

public sealed class CellMergeTests
{
    private readonly CellTable _table = new();

    [Fact]
    public void An_older_update_does_not_overwrite_a_newer_cell()
    {
        _table.Apply(Update(200, 1, ("a", 2)));
        _table.Apply(Update(100, 1, ("a", 1), ("b", "only here")));

        Assert.Equal(["1/1/k: 2, only here, null, null"], _table.Rows());
    }

    [Fact]
    public void Untouched_and_set_to_null_are_two_things()
    {
        _table.Apply(Insert(100, 1, ("a", 1), ("b", "x")));
        _table.Apply(Update(200, 1, ("b", null)));

        Assert.Equal(["1/1/k: 1, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_cell_set_to_null_stays_null_when_an_older_value_comes_later()
    {
        _table.Apply(Insert(100, 1, ("a", 1), ("b", null)));
        _table.Apply(Update(50, 1, ("b", "late"), ("n", 5)));

        Assert.Equal(["1/1/k: 1, null, 5, null"], _table.Rows());
    }

    [Fact]
    public void A_row_made_by_updates_vanishes_with_its_last_cell()
    {
        _table.Apply(Update(100, 1, ("a", 1)));
        _table.Apply(Update(200, 1, ("a", null)));

        Assert.Empty(_table.Rows());
    }

    [Fact]
    public void An_inserted_row_stays_when_its_last_cell_is_gone()
    {
        _table.Apply(Insert(100, 1, ("a", 1)));
        _table.Apply(Update(200, 1, ("a", null)));

        Assert.Equal(["1/1/k: null, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_vanished_row_remembers_when_its_cells_were_deleted()
    {
        _table.Apply(Update(100, 1, ("a", 1)));
        _table.Apply(Update(300, 1, ("a", null)));
        _table.Apply(Update(200, 1, ("a", 2)));
        Assert.Empty(_table.Rows());

        _table.Apply(Update(400, 1, ("a", 4)));
        Assert.Equal(["1/1/k: 4, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_row_delete_holds_against_an_older_insert_that_comes_later()
    {
        _table.Apply(Delete(200, 1));
        _table.Apply(Insert(100, 1, ("a", 1)));

        Assert.Empty(_table.Rows());
    }

    [Fact]
    public void A_delete_wins_over_a_write_of_the_same_time_whichever_comes_first()
    {
        _table.Apply(Delete(200, 1), Insert(200, 2, ("a", 1)));
        _table.Apply(Insert(200, 1, ("a", 1)), Delete(200, 2));

        Assert.Empty(_table.Rows());
    }

    [Fact]
    public void Newer_cells_survive_an_older_delete()
    {
        _table.Apply(Insert(100, 1, ("a", 1), ("b", "old")));
        _table.Apply(Update(300, 1, ("a", 3)));
        _table.Apply(Delete(200, 1));

        Assert.Equal(["1/1/k: 3, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_row_that_lost_its_marker_to_a_delete_vanishes_with_its_last_cell()
    {
        _table.Apply(Insert(100, 1, ("a", 1)), Update(300, 1, ("a", 3)));
        _table.Apply(Delete(200, 1));
        _table.Apply(Update(400, 1, ("a", null)));

        Assert.Empty(_table.Rows());
    }

    [Fact]
    public void A_partition_delete_holds_for_every_key_of_the_partition()
    {
        _table.Apply(Insert(100, 1, ("a", 1)), Insert(300, 2, ("a", 2)));
        _table.Apply(DeletePartition(200));
        _table.Apply(Insert(150, 3, ("a", 3)));

        Assert.Equal(["1/2/k: 2, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_range_delete_holds_for_the_keys_between_its_bounds_only()
    {
        _table.Apply(Insert(100, 1, ("a", 1)), Insert(100, 2, ("a", 2)), Insert(100, 3, ("a", 3)));
        _table.Apply(DeleteRange(200, new TestBound(false, 1, null), new TestBound(true, 2, null)));
        _table.Apply(Insert(150, 2, ("a", 9)));

        Assert.Equal(["1/1/k: 1, null, null, null", "1/3/k: 3, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_bound_of_fewer_columns_covers_its_whole_prefix_and_descending_columns_run_backwards()
    {
        _table.Apply([.. new[] { "a", "k", "z" }.Select(s => new CellEvent(ChangeKind.Insert, 100, 1, 1, s) { Cells = [("a", 1)] })]);
        _table.Apply(DeleteRange(200, new TestBound(true, 1, "k"), new TestBound(true, 1, null)));

        Assert.Equal(["1/1/z: 1, null, null, null"], _table.Rows());
    }

    [Fact]
    public void Of_two_values_of_one_time_the_greater_serialized_one_stays_whichever_comes_first()
    {
        _table.Apply(Update(100, 1, ("a", -1), ("b", "a")), Update(100, 2, ("a", 5), ("b", "ü")));
        _table.Apply(Update(100, 1, ("a", 5), ("b", "ü")), Update(100, 2, ("a", -1), ("b", "a")));

        Assert.Equal(["1/1/k: -1, ü, null, null", "1/2/k: -1, ü, null, null"], _table.Rows());
    }

    [Fact]
    public void Null_beats_a_value_of_the_same_time()
    {
        _table.Apply(Insert(100, 1, ("a", null)), Insert(100, 2, ("a", 1)));
        _table.Apply(Insert(100, 1, ("a", 1)), Insert(100, 2, ("a", null)));

        Assert.Equal(["1/1/k: null, null, null, null", "1/2/k: null, null, null, null"], _table.Rows());
    }

    [Fact]
    public void An_expiring_cell_beats_a_plain_one_of_the_same_time()
    {
        _table.Apply(Update(100, 1, ("a", 9)), Update(100, 2, ("a", 1)) with { Expiry = 5_000_000 });
        _table.Apply(Update(100, 1, ("a", 1)) with { Expiry = 5_000_000 }, Update(100, 2, ("a", 9)));

        Assert.Equal(["1/1/k: 1, null, null, null", "1/2/k: 1, null, null, null"], _table.Rows());
    }

    [Fact]
    public void A_snapshot_fills_only_what_nothing_else_has_written()
    {
        _table.Apply(Update(50, 1, ("a", 7)));
        _table.Apply(Insert(999, 1, ("a", 1), ("b", "from snapshot")) with { IsSnapshot = true });
        _table.Apply(Update(60, 1, ("b", "written")), Delete(10, 2));
        _table.Apply(Insert(999, 2, ("a", 1)) with { IsSnapshot = true });

        Assert.Equal(["1/1/k: 7, written, null, null"], _table.Rows());
    }

    [Fact]
    public void A_row_of_row_mode_counts_as_written_at_its_version()
    {
        _table.Put(1, 200, 1, "row", null, null);
        _table.Apply(Update(100, 1, ("a", 9), ("n", 3)));
        _table.Apply(Update(300, 1, ("b", null)));

        Assert.Equal(["1/1/k: 1, null, 3, null"], _table.Rows());
    }

    [Fact]
    public void Each_event_counts_as_applied_or_superseded()
    {
        _table.Apply(Insert(100, 1, ("a", 1)), Update(200, 1, ("a", 2)), Update(50, 1, ("a", 0)), Delete(20, 1));

        Assert.Equal((3, 1), (_table.Applied, _table.Superseded));
    }

    [Fact]
    public void A_row_whose_cells_share_one_time_stores_no_cell_times()
    {
        _table.Apply(Insert(100, 1, ("a", 1), ("b", "x")));
        Assert.Equal("null", _table.Times(1));

        _table.Apply(Insert(200, 1, ("a", 1), ("b", "x")));
        Assert.Equal(("null", 200), (_table.Times(1), _table.Version(1)));
    }

    [Fact]
    public void An_insert_that_names_all_columns_keeps_its_nulls_in_three_bytes()
    {
        _table.Apply(Insert(100, 1, ("a", 1), ("b", null), ("n", null), ("x", null)));

        Assert.Equal("03000C", _table.Times(1));
    }
}
