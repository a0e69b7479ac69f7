using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Hosts;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>The model of the store does what PostgreSQL does with the same statements.</summary>
[Collection(nameof(Simulation))]
public sealed class StoreModelTests
{
    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task The_same_history_leaves_the_same_state_in_the_model_and_in_PostgreSQL(int seed, bool softDeletes)
    {
        var scenario = Scenario.Of(seed);
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(SimTables.Sql(scenario.Dialect, softDeletes, scenario.Tables));
        var source = scenario.Source(softDeletes, new Random(seed)) with { IncompleteTransactions = IncompleteTransactionPolicy.Wait };
        var state = new StoreState();
        foreach (var table in scenario.Tables)
        {
            await database.ExecuteAsync($"insert into cdc.target_table (schema, name) values ('shop', '{table}')");
            state.Tables.Add(SimTables.Of(scenario.Dialect, softDeletes, table, await database.ScalarAsync<uint>($"select 'shop.{table}'::regclass::oid")));
        }

        var logs = Written(scenario, source, seed);
        var warehouse = new PlainDataSource(database.Warehouse);
        DirectWorker Model() => new(source, state, new SimDataSource(new DirectServer(state), machine: null));
        DirectWorker Real() => new(source, state, warehouse);
        var (model, real) = (Model(), Real());

        foreach (var (n, batch) in Deliveries.Of(logs, new Random(seed)).Index())
        {
            await model.ApplyAsync(batch);
            await real.ApplyAsync(batch);
            if (n % 7 == 6)
            {
                // Others take over: they know what is stored, and nothing else.
                Assert.Equal(real.Settled, model.Settled);
                (model, real) = (Model(), Real());
            }
        }

        var (expected, found) = (StoreText.Of(state), await StoreText.OfAsync(database));
        Assert.Equal(found, expected);
        Assert.True(expected.Count > 40, $"only {expected.Count} facts to compare");
        Assert.Equal(real.Settled, model.Settled);
    }

    private static SimPartition[] Written(Scenario scenario, SourceOptions source, int seed)
    {
        SimPartition[] logs = [.. Enumerable.Range(0, scenario.Partitions).Select(n => new SimPartition(new Confluent.Kafka.TopicPartition(scenario.Topic, n)))];
        var stream = scenario.Stream(source, new Random(seed), logs, new FaultCount(), hasNewColumn: false);
        while (!stream.IsOver)
        {
            stream.Write();
        }

        return logs;
    }
}
