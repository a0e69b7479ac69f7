namespace CdcFunctions.Unit.Postgres.Cells;

public sealed class CellMergePropertyTests
{
    private const int Histories = 4_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_order_of_delivery_ends_as_the_rules_say(bool softDeletes)
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            var events = CellHistory.Of(new Random(seed));
            var expected = CellOracle.Rows(events);
            var table = new CellTable { SoftDeletes = softDeletes };
            var delivered = 0;
            foreach (var batch in CellHistory.Delivered(events, new Random(seed * 31)))
            {
                table.Apply(batch);
                delivered += batch.Length;
            }

            Assert.True(
                expected.SequenceEqual(table.Rows()),
                $"seed {seed}\nexpected {string.Join(" | ", expected)}\nfound    {string.Join(" | ", table.Rows())}\n{string.Join('\n', events)}");
            Assert.Equal(delivered, table.Applied + table.Superseded);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_expired_is_gone_and_no_older_write_brings_it_back_in_any_order_of_delivery_and_sweeps(bool softDeletes)
    {
        const long Now = 2_500_000_000;
        for (var seed = 1; seed <= Histories; seed++)
        {
            var random = new Random(seed * 37);
            var events = CellHistory.Of(new Random(seed));
            var expected = CellOracle.Rows(events, Now);
            var table = new CellTable { SoftDeletes = softDeletes };
            foreach (var batch in CellHistory.Delivered(events, random))
            {
                table.Apply(batch);
                if (random.Next(3) == 0)
                {
                    table.Sweep(random.Next(2) == 0 ? Now : 1_000_000_000);
                }
            }

            table.Sweep(Now);

            Assert.False(table.HasDue(Now), $"seed {seed}: swept rows are still due");
            Assert.True(
                expected.SequenceEqual(table.Rows()),
                $"seed {seed}\nexpected {string.Join(" | ", expected)}\nfound    {string.Join(" | ", table.Rows())}\n{string.Join('\n', events)}");
        }
    }

    [Fact]
    public void Events_delivered_again_change_nothing_and_count_as_superseded()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var events = CellHistory.Of(new Random(seed));
            var table = new CellTable();
            table.Apply([.. events]);
            var (rows, applied) = (table.Rows(), table.Applied);

            table.Apply([.. events]);

            Assert.Equal(rows, table.Rows());
            Assert.True(applied == table.Applied, $"seed {seed}\n{string.Join('\n', events)}");
        }
    }
}
