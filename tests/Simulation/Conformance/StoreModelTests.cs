using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Hosts;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
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
    public async Task The_same_history_leaves_the_same_state_in_the_model_and_in_PostgreSQL(int seed, bool softDeletes)
    {
        IEventForm form = (seed % 3) switch { 0 => new ScyllaForm(), 1 => new SqlServerForm(), _ => new CassandraForm() };
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(SimTables.Sql(form.Dialect, softDeletes) + "; insert into cdc.target_table (schema, name) values ('shop', 't')");
        var source = SimSource.Options(form.Dialect, form.Topic, softDeletes);
        var state = new StoreState();
        state.Tables.Add(SimTables.Of(form.Dialect, softDeletes, await database.ScalarAsync<uint>("select 'shop.t'::regclass::oid")));
        var logs = Written(form, seed);
        var model = new DirectWorker(source, state, new SimDataSource(new DirectServer(state), machine: null));
        var real = new DirectWorker(source, state, new PlainDataSource(database.Warehouse));

        foreach (var batch in Deliveries.Of(logs, new Random(seed)))
        {
            await model.ApplyAsync(batch);
            await real.ApplyAsync(batch);
        }

        var (expected, found) = (StoreText.Of(state), await StoreText.OfAsync(database));
        Assert.Equal(found, expected);
        Assert.True(expected.Count > 40, $"only {expected.Count} facts to compare");
        Assert.Equal(real.Settled, model.Settled);
    }

    private static SimPartition[] Written(IEventForm form, int seed)
    {
        SimPartition[] logs = [.. Enumerable.Range(0, 3).Select(n => new SimPartition(new Confluent.Kafka.TopicPartition(form.Topic, n)))];
        var stream = new EventStream(form, new Random(seed), logs, new FaultCount()) { HasNewColumn = false };
        while (!stream.IsOver)
        {
            stream.Write();
        }

        return logs;
    }
}
