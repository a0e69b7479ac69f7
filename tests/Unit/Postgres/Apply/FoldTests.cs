using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Unit.Postgres.Apply;

public sealed class FoldTests
{
    [Fact]
    public void The_newest_version_of_a_key_wins_whatever_the_order()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a")
            .Upsert(1, 10, ("a", 1)).Upsert(1, 30, ("a", 3)).Upsert(1, 20, ("a", 2));

        var result = Run(batch);

        Assert.Equal([1], result.Upserts);
        Assert.Equal(2, result.Superseded);
    }

    [Fact]
    public void Of_equal_versions_the_later_in_kafka_wins()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a").Upsert(1, 10, ("a", 1)).Upsert(1, 10, ("a", 2));

        Assert.Equal([1], Run(batch).Upserts);
    }

    [Fact]
    public void The_sequence_decides_between_equal_versions()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a").Upsert(1, 10, ("a", 1)).Upsert(1, 10, ("a", 2));
        var header = batch.Changes.Row(0);
        header.Sequence = 5;
        batch.Changes.SetRow(0, header);

        Assert.Equal([0], Run(batch).Upserts);
    }

    [Fact]
    public void A_newer_delete_wins_over_the_write_before_it()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a").Upsert(1, 10, ("a", 1)).Delete(1, 20);

        var result = Run(batch);

        Assert.Empty(result.Upserts);
        Assert.Equal([1], result.Deletes);
    }

    [Fact]
    public void A_partial_update_takes_along_what_only_the_older_change_said()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a", "b").Upsert(1, 10, ("a", 1), ("b", 2)).Upsert(1, 20, ("a", 3));

        Run(batch);

        Assert.Equal(3, batch["a"].Word(1));
        Assert.Equal(2, batch["b"].Word(1));
        Assert.False(batch.Changes.Row(1).IsPartial);
    }

    [Fact]
    public void After_a_delete_a_partial_update_leaves_nothing_of_the_old_row()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a", "b")
            .Upsert(1, 10, ("a", 1), ("b", 2)).Delete(1, 20).Upsert(1, 30, ("a", 3));

        Run(batch);

        Assert.Equal(CellState.Null, batch["b"].State(2));
    }

    [Fact]
    public void Rows_come_out_sorted_by_key()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a");
        foreach (var key in new[] { 5L, -1, long.MaxValue, 0, long.MinValue, 3 })
        {
            batch.Upsert(key, 1, ("a", 1));
        }

        var sorted = Run(batch).Upserts.Select(batch.Key.Word);

        Assert.Equal([long.MinValue, -1, 0, 3, 5, long.MaxValue], sorted);
    }

    [Fact]
    public void Long_texts_with_a_common_start_are_sorted_to_the_end()
    {
        var batch = new ChangesBuilder(ValueKind.Text, "a");
        foreach (var key in new[] { "customer-00010", "customer-00002", "customer-00001" })
        {
            batch.Upsert(key, 1, ("a", 1));
        }

        Assert.Equal([2, 1, 0], Run(batch).Upserts);
    }

    [Theory]
    [InlineData("1.5", "1.50")]
    [InlineData("1.5", "15E-1")]
    [InlineData("1000", "1E+3")]
    [InlineData("0.00", "0")]
    [InlineData("-0.0", "0")]
    public void Decimal_keys_that_postgres_holds_for_one_are_one(string left, string right)
    {
        var batch = new ChangesBuilder(new ColumnType(ValueKind.Decimal, 12, 2), "a").Upsert(left, 1, ("a", 1)).Upsert(right, 2, ("a", 2));

        Assert.Equal([1], Run(batch).Upserts);
    }

    [Theory]
    [InlineData("1.5", "-1.5")]
    [InlineData("1.5", "15")]
    [InlineData("1E+3", "1E+4")]
    public void Different_decimal_keys_stay_apart(string left, string right)
    {
        var batch = new ChangesBuilder(new ColumnType(ValueKind.Decimal, 12, 2), "a").Upsert(left, 1, ("a", 1)).Upsert(right, 2, ("a", 2));

        Assert.Equal(2, Run(batch).Upserts.Length);
    }

    [Fact]
    public void A_decimal_key_without_declared_scale_is_its_text()
    {
        var batch = new ChangesBuilder(ValueKind.Decimal, "a").Upsert("1.5", 1, ("a", 1)).Upsert("1.50", 2, ("a", 2));

        Assert.Equal(2, Run(batch).Upserts.Length);
    }

    [Fact]
    public void Many_keys_many_times_leave_one_row_each()
    {
        var batch = new ChangesBuilder(ValueKind.Int64, "a");
        for (var i = 0; i < 10_000; i++)
        {
            batch.Upsert(i % 1000, i, ("a", i));
        }

        var result = Run(batch);

        Assert.Equal(1000, result.Upserts.Length);
        Assert.Equal(9000, result.Superseded);
        Assert.All(result.Upserts, row => Assert.True(row >= 9000));
    }

    private static FoldResult Run(ChangesBuilder batch)
    {
        using var fold = new Fold();
        return fold.Run(batch.Changes, [batch.Key]);
    }
}
