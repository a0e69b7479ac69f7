using System.Globalization;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Audit;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Properties;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>On a real PostgreSQL the newest wins, in any order of delivery: as oracles say that know nothing of the product.</summary>
[Collection(nameof(Simulation))]
public sealed class NewestWinsTests
{
    private static readonly int Histories = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 1_000 : 20;

    [SkippableTheory]
    [InlineData("Scylla")]
    [InlineData("SqlServer")]
    [InlineData("Cassandra")]
    public async Task In_any_order_of_delivery_the_rows_are_those_of_the_oracle(string dialect)
    {
        IEventForm form = dialect switch { "Scylla" => new ScyllaForm(), "SqlServer" => new SqlServerForm(), _ => new CassandraForm() };
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await Property.CheckAsync("Simulation", Histories, new HistoryGenerator(form).Histories, history => history.Smaller(), async history =>
        {
            await database.ExecuteAsync("drop schema if exists shop cascade; truncate cdc.checkpoint, cdc.tombstone, cdc.range_tombstone, cdc.target_table restart identity cascade;"
                + SimTables.Sql(form.Dialect, history.SoftDeletes, "t") + "; insert into cdc.target_table (schema, name) values ('shop', 't')");
            var state = new StoreState();
            state.Tables.Add(SimTables.Of(form.Dialect, history.SoftDeletes, "t", await database.ScalarAsync<uint>("select 'shop.t'::regclass::oid")));
            var worker = new DirectWorker(Hosts.SimSource.Options(form.Dialect, form.Topic, history.SoftDeletes), state, new PlainDataSource(database.Warehouse));
            var logs = history.Logs();
            foreach (var batch in history.Read(logs))
            {
                await worker.ApplyAsync(batch);
            }

            var faults = Faults(form.Dialect, logs, await RowsAsync(database, form.Dialect, history.SoftDeletes)).Take(5).ToList();
            return faults.Count == 0 ? null : string.Join('\n', faults);
        });
    }

    private static IEnumerable<string> Faults(Dialect dialect, SimPartition[] logs, Dictionary<RowKey, FoundRow> rows)
    {
        IOracle oracle = dialect == Dialect.Cassandra ? new CellOracle() : new RowOracle();
        foreach (var record in logs.SelectMany(log => log.Records))
        {
            oracle.Take(record.Meaning.Change!);
        }

        return oracle.Keys.Concat(rows.Keys).Distinct()
            .Select(key => (Key: key, Fault: oracle.Judge(key, rows.GetValueOrDefault(key)))).Where(judged => judged.Fault is not null).Select(judged => $"{judged.Key}: {judged.Fault}");
    }

    private static async Task<Dictionary<RowKey, FoundRow>> RowsAsync(TestDatabase database, Dialect dialect, bool softDeletes)
    {
        var key = dialect == Dialect.Cassandra ? "upper(lpad(to_hex(p), 8, '0') || '/' || lpad(to_hex(c), 8, '0'))" : "upper(lpad(to_hex(id), 16, '0'))";
        await using var command = database.Warehouse.CreateCommand($"select {key}, _cdc_version, _cdc_sequence, a, b from shop.t {(softDeletes ? "where not _cdc_deleted" : "")}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<RowKey, FoundRow>();
        while (await reader.ReadAsync())
        {
            var values = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["a"] = await reader.IsDBNullAsync(3) ? null : reader.GetInt32(3).ToString(CultureInfo.InvariantCulture),
                ["b"] = await reader.IsDBNullAsync(4) ? null : reader.GetString(4),
            };
            rows[new RowKey(1, reader.GetString(0))] = new FoundRow((reader.GetInt64(1), reader.GetInt64(2)), values);
        }

        return rows;
    }
}
