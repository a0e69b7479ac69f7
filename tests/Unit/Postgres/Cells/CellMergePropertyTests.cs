using CdcFunctions.Support.Properties;

namespace CdcFunctions.Unit.Postgres.Cells;

public sealed class CellMergePropertyTests
{
    private static readonly int Histories = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 40_000 : 4_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_order_of_delivery_ends_as_the_rules_say(bool softDeletes)
        => Check(Histories, delivery =>
        {
            var table = new CellTable { SoftDeletes = softDeletes };
            foreach (var (events, _) in delivery.Batches())
            {
                table.Apply(events);
            }

            return table.Applied + table.Superseded == delivery.Steps.Count
                ? Difference(CellOracle.Rows(delivery.Events), table.Rows())
                : $"{table.Applied} applied and {table.Superseded} superseded are not the {delivery.Steps.Count} delivered";
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_expired_is_gone_and_no_older_write_brings_it_back_in_any_order_of_delivery_and_sweeps(bool softDeletes)
        => Check(Histories, delivery =>
        {
            var table = new CellTable { SoftDeletes = softDeletes };
            foreach (var (events, last) in delivery.Batches())
            {
                table.Apply(events);
                if (last.SweepAt != 0)
                {
                    table.Sweep(last.SweepAt);
                }
            }

            table.Sweep(CellHistory.Now);
            return table.HasDue(CellHistory.Now) ? "swept rows are still due" : Difference(CellOracle.Rows(delivery.Events, CellHistory.Now), table.Rows());
        });

    [Fact]
    public void Events_delivered_again_change_nothing_and_count_as_superseded()
        => Check(Histories / 10, delivery =>
        {
            var table = new CellTable();
            table.Apply([.. delivery.Events]);
            var (rows, applied) = (table.Rows(), table.Applied);

            table.Apply([.. delivery.Events]);

            return Difference(rows, table.Rows()) ?? (applied == table.Applied ? null : $"{table.Applied - applied} copies counted as applied");
        });

    private static void Check(int cases, Func<CellDelivery, string?> fault) => Property.Check("Unit", cases, CellHistory.Deliveries, one => one.Smaller(), fault);

    private static string? Difference(List<string> expected, List<string> found)
        => expected.SequenceEqual(found) ? null : $"expected {string.Join(" | ", expected)}\nfound    {string.Join(" | ", found)}";
}
