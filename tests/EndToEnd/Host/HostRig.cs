using System.Globalization;
using System.Net;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Processes;
using Confluent.Kafka;
using Npgsql;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>
/// A load, a broker and a database, between which <c>cdc run</c> is started, ended and watched. In the end all of the load must have
/// arrived, once.
/// </summary>
internal sealed class HostRig : IAsyncDisposable
{
    /// <summary>When to give up waiting for something that must come: long, because the machine may be shared.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Longest time from the start, or the return of a server, to the first new progress. The aim is 5 s on a machine of its own.</summary>
    public static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(15);

    private readonly string _directory = Directory.CreateTempSubdirectory("cdc-e2e-").FullName;
    private readonly string _group = $"e2e-{Guid.NewGuid():N}";
    private readonly List<HostProcess> _hosts = [];
    private readonly string _brokers;

    private HostRig(string brokers, string warehouse, ShopLoad load)
    {
        (_brokers, WarehouseOfHosts, BrokersOfHosts, Load) = (brokers, warehouse, brokers, load);
        Database = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(warehouse) { MaxPoolSize = 4, Timeout = 5 }.ConnectionString).Build();
        Feed = new LoadFeed(brokers, load);
    }

    /// <summary>What is produced.</summary>
    public ShopLoad Load { get; }

    /// <summary>Its producer.</summary>
    public LoadFeed Feed { get; }

    /// <summary>The target.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>Most records of a batch; small, so that many batches are under way when something breaks.</summary>
    public required int MaxBatchSize { get; init; }

    /// <summary>Longest time of one statement.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Properties of the consumer, as <c>name: value</c>.</summary>
    public required IReadOnlyList<string> Properties { get; init; }

    /// <summary>Partitions of all topics.</summary>
    public int AllPartitions => Load.Topics.Count * Load.Partitions;

    /// <summary>Connection string that hosts are given; the rig's own unless something stands between.</summary>
    public string WarehouseOfHosts { get; set; }

    /// <summary>Brokers that hosts are given; the feed's own unless something stands between.</summary>
    public string BrokersOfHosts { get; set; }

    /// <summary>Further sources of the configuration, as YAML.</summary>
    public string MoreSources { get; set; } = "";

    /// <summary>Group of all hosts.</summary>
    public string Group => _group;

    /// <summary>Topics of its own on a broker that others may use too; a watched and migrated database.</summary>
    public static async Task<HostRig> NewAsync(ITestKafka kafka, string warehouse, int partitions = 4, int maxBatchSize = 200, params string[] properties)
    {
        var load = new ShopLoad($"e2e{Guid.NewGuid():N}", partitions);
        foreach (var topic in load.Topics)
        {
            await kafka.CreateTopicAsync(topic, partitions);
        }

        var rig = new HostRig(kafka.BootstrapServers, warehouse, load) { MaxBatchSize = maxBatchSize, Properties = properties };
        await BookkeepingSchema.MigrateAsync(rig.Database, CancellationToken.None);
        await WriteAudit.InstallAsync(rig.Database);
        return rig;
    }

    /// <summary>Starts <c>cdc run</c>.</summary>
    public HostProcess Start()
    {
        var configuration = Path.Combine(_directory, "cdc.yaml");
        if (!File.Exists(configuration))
        {
            File.WriteAllText(configuration, Configuration());
        }

        var host = HostProcess.Start(["run", "--config", configuration]);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Events applied so far, over all partitions.</summary>
    public async Task<long> AppliedAsync()
    {
        await using var command = Database.CreateCommand("select coalesce(sum(next_offset), 0)::bigint from cdc.checkpoint where consumer_group = $1");
        command.Parameters.AddWithValue(_group);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Events applied once nothing runs in the database any more: what a killed host had sent may still commit.</summary>
    public async Task<long> SettledAsync()
    {
        await using var running = Database.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active' and backend_type = 'client backend'");
        await Until.TrueAsync(async () => await running.ExecuteScalarAsync() is 0L, Patience, () => "rest in the database");
        return await Until.AnswerAsync(AppliedAsync, Patience, () => "checkpoints");
    }

    /// <summary>Waits until more is applied than this.</summary>
    public Task WaitForProgressAsync(long beyond, HostProcess host, TimeSpan? longest = null)
        => Until.TrueAsync(async () => await AppliedAsync() > beyond, longest ?? Patience, () => $"progress beyond {beyond}. {Tail(host)}");

    /// <summary>Waits until the number of partitions that the host has taken is right.</summary>
    public Task WaitForOwnershipAsync(HostProcess host, Func<long, bool> isIt)
    {
        var owned = 0L;
        return Until.TrueAsync(
            async () =>
            {
                // The owner of a checkpoint is machine/process.
                await using var command = Database.CreateCommand("select count(*) from cdc.checkpoint where consumer_group = $1 and owner like '%/' || $2");
                command.Parameters.AddWithValue(_group);
                command.Parameters.AddWithValue($"{host.Id}");
                owned = (long)(await command.ExecuteScalarAsync())!;
                return isIt(owned);
            },
            Patience,
            () => $"right number of partitions of host {host.Id}; it has {owned}. {Tail(host)}");
    }

    /// <summary>Waits until the checkpoint stands at the end of every partition, exactly.</summary>
    public async Task WaitUntilAllAppliedAsync(HostProcess host)
    {
        var ends = await Feed.FinishAsync();
        await Until.TrueAsync(async () => await AppliedAsync() >= ends.Values.Sum(), Patience, () => $"{ends.Values.Sum()} applied events. {Tail(host)}");
        var stored = await Until.AnswerAsync(CheckpointsAsync, Patience, () => "checkpoints");
        Assert.Equal(ends.OrderBy(end => end.Key), stored.OrderBy(end => end.Key));
    }

    /// <summary>Next offsets that PostgreSQL knows.</summary>
    public async Task<IReadOnlyDictionary<(string Topic, int Partition), long>> CheckpointsAsync()
    {
        await using var command = Database.CreateCommand("select topic, partition, next_offset from cdc.checkpoint where consumer_group = $1 and next_offset is not null");
        command.Parameters.AddWithValue(_group);
        await using var reader = await command.ExecuteReaderAsync();
        var stored = new Dictionary<(string Topic, int Partition), long>();
        while (await reader.ReadAsync())
        {
            stored[(reader.GetString(0), reader.GetInt32(1))] = reader.GetInt64(2);
        }

        return stored;
    }

    /// <summary>Offsets that Kafka knows as committed; not those of lanes that have handled nothing yet.</summary>
    public IReadOnlyDictionary<(string Topic, int Partition), long> Committed()
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = _brokers, GroupId = _group }).SetLogHandler((_, _) => { }).Build();
        var partitions = Load.Topics.SelectMany(topic => Enumerable.Range(0, Load.Partitions).Select(partition => new TopicPartition(topic, partition)));
        return consumer.Committed(partitions, TimeSpan.FromSeconds(30))
            .Where(committed => committed.Offset.Value > 0)
            .ToDictionary(committed => (committed.Topic, committed.Partition.Value), committed => committed.Offset.Value);
    }

    /// <summary>Fails unless the tables hold exactly the rows of the load, nothing took effect twice and nothing was parked.</summary>
    public async Task AssertAppliedOnceAsync()
    {
        foreach (var table in ShopLoad.Tables)
        {
            Assert.Equal(Load.Rows(table), await RowsAsync(table));
        }

        await WriteAudit.AssertNothingTwiceAsync(Database);
        await using var letters = Database.CreateCommand("select count(*) from cdc.dead_letter");
        Assert.Equal(0L, await letters.ExecuteScalarAsync());
    }

    /// <summary>Status and text of the host's readiness.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> ReadinessAsync(HostProcess host)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        using var answer = await client.GetAsync(new Uri(await AddressAsync(host), "healthz/ready"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until the host says it is ready, or not ready with these words.</summary>
    public static async Task<string> WaitForReadinessAsync(HostProcess host, bool isReady, params string[] words)
    {
        var said = (Status: default(HttpStatusCode), Text: "nothing");
        await Until.TrueAsync(
            async () =>
            {
                said = await ReadinessAsync(host);
                return said.Status == (isReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable)
                    && words.All(word => said.Text.Contains(word, StringComparison.Ordinal));
            },
            Patience,
            () => $"readiness {isReady} with {string.Join(", ", words)}; it says {said}. {Tail(host)}");
        return said.Text;
    }

    /// <summary>How often the host's partitions have moved: lines of assignments, revocations and losses.</summary>
    public static int Moves(HostProcess host)
        => host.Output.Count(line => line.Contains(" partitions assigned", StringComparison.Ordinal)
            || line.Contains(" partitions handed over", StringComparison.Ordinal)
            || line.Contains(" partitions lost", StringComparison.Ordinal));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Feed.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<Uri> AddressAsync(HostProcess host)
    {
        var line = await host.WaitForLineAsync(said => said.Contains("healthz/ready", StringComparison.Ordinal), Patience);
        var from = line.IndexOf("http", StringComparison.Ordinal);
        return new Uri(line[from..line.IndexOf("healthz/ready", StringComparison.Ordinal)]);
    }

    private static string Tail(HostProcess host) => $"The host{(host.IsRunning ? "" : " has ended and")} said: {string.Join('\n', host.Output.TakeLast(40))}";

    private async Task<IReadOnlyList<LoadRow>> RowsAsync(string table)
    {
        await using var command = Database.CreateCommand($"select id, note, amount, _cdc_version from shop.{table} order by id");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<LoadRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new LoadRow(reader.GetInt32(0), await reader.IsDBNullAsync(1) ? null : reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return rows;
    }

    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $$"""
        postgres:
          connectionString: {{WarehouseOfHosts}}
          commandTimeout: {{CommandTimeout.TotalSeconds}}s
        kafka:
          brokers: {{BrokersOfHosts}}
          consumerGroup: {{_group}}
          maxBatchSize: {{MaxBatchSize}}
        {{(Properties.Count == 0 ? "" : "  properties:")}}
        {{string.Join('\n', Properties.Select(property => $"    {property}"))}}
        host:
          listen: 127.0.0.1:0
        sources:
          - name: shop
            dialect: scylla
            topics: [{{string.Join(", ", Load.Topics)}}]
            schema: shop
            tables:
              "*":
                sourceTypes: { id: int, note: text, amount: bigint }
        {{MoreSources}}
        """);
}
