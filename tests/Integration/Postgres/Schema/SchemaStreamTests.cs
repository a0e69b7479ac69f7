using System.Globalization;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>Every change of the documentation under every policy, with embedded schema and without, in the middle of a stream of two replicas.</summary>
public sealed class SchemaStreamTests(ITestOutputHelper output)
{
    private const int BatchesAlone = 50;

    // A promise of the product, not a measure of this machine.
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromSeconds(10);

    public static TheoryData<SchemaChangePolicy, bool> Cells
    {
        get
        {
            var cells = new TheoryData<SchemaChangePolicy, bool>();
            foreach (var policy in Enum.GetValues<SchemaChangePolicy>())
            {
                cells.Add(policy, true);
                cells.Add(policy, false);
            }

            return cells;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cells))]
    public async Task No_event_is_lost_and_every_change_is_made_and_told_once(SchemaChangePolicy policy, bool isEmbedded)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var one = Warehouse.Open(database.Options);
        await using var other = Warehouse.Open(database.Options);
        await using var bystander = new Bystander(database);
        await bystander.TakeTimesAsync(BatchesAlone);
        var alone = await bystander.TakeTimesAsync(BatchesAlone);
        var (cells, faults, visible) = (0, new List<string>(), new List<TimeSpan>());
        foreach (var example in ExampleChanges.All.Where(example => !isEmbedded || example.Kind != SchemaChangeKind.DropTable))
        {
            using var stream = new SchemaStream(database, [one, other], example, policy, isEmbedded);
            faults.AddRange((await stream.RunAsync()).Select(fault => $"{example.Words}, {policy}: {fault}"));
            visible.AddRange(stream.Visible is { } time ? [time] : []);
            cells++;
        }

        var meanwhile = bystander.TakeTimes();
        output.WriteLine($"{cells} changes under {policy}, {(isEmbedded ? "embedded schema" : "schema-change records")}. {(visible.Count == 0 ? "" : $"A new column was visible after {visible.Max().TotalMilliseconds:N0} ms at most. ")}Batches of another table: {Words(alone)} alone, {Words(meanwhile)} during the changes.");
        Assert.Empty(faults);
        Assert.All(visible, static time => Assert.True(time <= LongestUnseen, $"a new column was visible only after {time}"));
        await bystander.StopAsync();
        Assert.Empty(bystander.Retried);
        Assert.Equal(0, await database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()"));
    }

    [Fact]
    public void Every_kind_of_change_is_among_them_and_they_are_more_than_sixty()
    {
        var cells = Cells.Sum(cell => ExampleChanges.All.Count(example => !(bool)cell[1] || example.Kind != SchemaChangeKind.DropTable));

        output.WriteLine($"{cells} cells of change, policy and schema");
        Assert.True(cells >= 60, $"{cells} cells");
        Assert.Equal(Enum.GetValues<SchemaChangeKind>(), ExampleChanges.All.Select(static example => example.Kind).Distinct().Order());
    }

    private static string Words(IReadOnlyList<TimeSpan> times)
    {
        var sorted = times.Select(static time => time.TotalMilliseconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:N1} ms (99 %: {sorted[(int)(sorted.Count * 0.99)]:N1} ms, {sorted.Count} in all)");
    }
}
