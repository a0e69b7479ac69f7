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
