using CdcFunctions.Integration.Postgres.Transactions;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host.Kills;

/// <summary>The host of an atomic source dies wherever it happens to be, while somebody reads.</summary>
public sealed class AtomicKillTests(ITestOutputHelper output)
{
    // The mock broker keeps 5 MB of a partition.
    private const int Sales = 900;

    private const int Kills = 8;

    // One statement reads one snapshot: every sale has two items.
    private const string Look = "select (select count(*) from erp.item) = 2 * (select count(*) from erp.orders)";

    [SkippableFact]
    public async Task Killed_at_random_moments_it_never_shows_half_a_transaction()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var kafka = await TestKafka.BestAsync();
        var topic = $"e2e{Guid.NewGuid():N}.all";
        await kafka.CreateTopicAsync(topic, 1);
        var log = Log();
        var directory = Directory.CreateTempSubdirectory("cdc-e2e-");
        var configuration = Path.Combine(directory.FullName, "cdc.yaml");
        await File.WriteAllTextAsync(configuration, Configuration(database, kafka, topic));
        await BookkeepingSchema.MigrateAsync(database.Warehouse, CancellationToken.None);
        await database.ExecuteAsync("create schema erp; create table erp.orders (id integer primary key, note text); create table erp.item (id integer primary key, order_id integer)");
        using var ended = new CancellationTokenSource();
        var observer = Task.Run(() => ObserveAsync(database, ended.Token));

        var chance = new Random(1);
        for (var kill = 0; kill <= Kills; kill++)
        {
            await ProduceAsync(kafka, topic, log[(log.Count * kill / (Kills + 1))..(log.Count * (kill + 1) / (Kills + 1))]);
            var before = await AppliedAsync(database);
            await using var host = HostProcess.Start(["run", "--config", configuration]);
            var goal = kill == Kills ? log.Count : before + 1;
            await Until.TrueAsync(async () => await AppliedAsync(database) >= goal, HostRig.Patience, () => $"{goal} applied. {string.Join('\n', host.Output.TakeLast(20))}");
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(100)), TimeProvider.System);
            host.Kill();
            await host.WaitForExitAsync(HostRig.Patience);
        }

        await ended.CancelAsync();
        var (looks, halves) = await observer;
        output.WriteLine($"{kafka.Kind}: {Sales} transactions, {Kills} kills, {looks} looks");
        Assert.Equal(0, halves);
        Assert.Equal(Sales, await database.ScalarAsync<long>("select count(*) from erp.orders"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.staged_record"));
        directory.Delete(recursive: true);
    }

    private static Task<long> AppliedAsync(TestDatabase database)
        => database.ScalarAsync<long>("select coalesce(max(next_offset), 0) from cdc.checkpoint");

    private static async Task<(int Looks, int Halves)> ObserveAsync(TestDatabase database, CancellationToken ended)
    {
        var (looks, halves) = (0, 0);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System); // it shares the machine with those it watches
        for (; !ended.IsCancellationRequested; looks++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            halves += await database.ScalarAsync<bool>(Look) ? 0 : 1;
        }

        return (looks, halves);
    }

    private static async Task ProduceAsync(ITestKafka kafka, string topic, List<Changes.SourceRecord> records)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        foreach (var record in records)
        {
            producer.Produce(new TopicPartition(topic, 0), new Message<byte[]?, byte[]?> { Key = record.Key.ToArray(), Value = record.Value.ToArray() });
        }

        await Task.Run(() => producer.Flush(HostRig.Patience));
    }

    private static List<Changes.SourceRecord> Log()
    {
        var log = new SalesLog();
        for (var sale = 1; sale <= Sales; sale++)
        {
            log.Transaction(sale, $"c item {2 * sale} order_id={sale}", $"c orders {sale} note=x", $"c item {(2 * sale) + 1} order_id={sale}");
        }

        return [.. log.Records];
    }

    private static string Configuration(TestDatabase database, ITestKafka kafka, string topic) => $$"""
        postgres:
          connectionString: {{database.ConnectionString}}
        kafka:
          brokers: {{kafka.BootstrapServers}}
          consumerGroup: {{topic}}
          maxBatchSize: 23
          properties:
            {{string.Join("\n    ", KilledWorker.Membership(kafka))}}
        host:
          listen: 127.0.0.1:0
        sources:
          - name: erp
            dialect: sqlserver
            topics: {{topic}}
            transactions: atomic
        """;
}
