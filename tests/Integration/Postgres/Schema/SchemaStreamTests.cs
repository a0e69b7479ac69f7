using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>Every change of the documentation under every policy, with embedded schema and without, in the middle of a stream of two replicas.</summary>
public sealed class SchemaStreamTests
{
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
        await using var bystander = new Bystander(database);
        var faults = new List<string>();
        foreach (var example in ExampleChanges.All.Where(one => one.Kind != SchemaChangeKind.DropTable && (!isEmbedded || one.Kind != SchemaChangeKind.RenameColumn)))
        {
            using var stream = new SchemaStream(database, example, policy, isEmbedded);
            faults.AddRange((await stream.RunAsync()).Select(fault => $"{example.Words}, {policy}: {fault}"));
        }

        Assert.Empty(faults);
        await bystander.StopAsync();
        Assert.Empty(bystander.Retried);
        Assert.Equal(0, await database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()"));
    }
}
