using System.Diagnostics;
using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using Npgsql;

namespace CdcFunctions.Benchmarks.Startup;

/// <summary>Scale from zero: from the start of the process to its readiness and to the first row; and what it holds when nothing happens.</summary>
internal sealed class StartupBench(BenchContext bench)
{
    private const int Starts = 5;

    private static readonly EventForm Form = new(Dialect.Scylla, 500, WithSchema: false);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    /// <summary>Starts the host again and again over one more event, as a scaler does.</summary>
    public async Task RunAsync()
    {
        var topic = new LoadedTopic(bench.Kafka, Form, "cold", partitions: 4);
        await topic.CreateAsync();
        using var producer = topic.Producer(TimeSpan.Zero);
        var (ready, row, idle) = (new List<double>(), new List<double>(), new List<double>());

        // The first start of all makes schema and table; it counts for itself.
        var (_, first) = await StartAsync(topic, producer, id: 0, idle: null);
        for (var start = 1; start <= Starts; start++)
        {
            var (readyAfter, rowAfter) = await StartAsync(topic, producer, start, start == 1 ? idle : null);
            ready.Add(readyAfter);
            row.Add(rowAfter);
        }

        bench.Report.Add(Figure.Of("ready", "s", "process start to readiness over HTTP, with a known group and table", ready));
        bench.Report.Add(Figure.Of("first-row", "s", "process start to the row of an event that waited", row));
        bench.Report.Add(Figure.Of("first-row-of-all", "s", "the same with bookkeeping schema, group and table to be made", [first]));
        bench.Report.Add(Figure.Of("memory-idle", "MB", $"resident memory {bench.Scale.IdleTime.TotalSeconds:0} s after the first row, nothing to do", idle));
        await bench.RequireAsync("rows", $"(select count(*) from bench.cold) = {Starts + 1}");
    }

    private async Task<(double Ready, double Row)> StartAsync(LoadedTopic topic, Confluent.Kafka.IProducer<byte[], byte[]> producer, long id, List<double>? idle)
    {
        topic.Produce(producer, id, id + 1, isInsert: true);
        producer.Flush(CancellationToken.None);
        using var web = new HttpClient();
        await using var database = NpgsqlDataSource.Create(bench.ConnectionString);
        await using var connection = await database.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();

        // The mock cluster does not hear a member leave: the next one of its group would wait for the session's end.
        var group = bench.Kafka is MockKafka ? $"cold-{id}" : "cold";
        await using var host = BenchHost.Start(bench, group, BenchSource.Of(Form) with { Topics = [topic.Name] });
        var ready = Task.Run(() => TimeAsync(clock, () => IsReadyAsync(web, new Uri(host.Address, "healthz/ready"))));
        var row = Task.Run(() => TimeAsync(clock, () => IsThereAsync(connection, id)));
        var times = (await ready, await row);
        if (idle is not null)
        {
            await Task.Delay(bench.Scale.IdleTime, TimeProvider.System);
            idle.Add(ProcessMemory.Now(host.Id));
        }

        return times;
    }

    private static async Task<double> TimeAsync(Stopwatch clock, Func<Task<bool>> condition)
    {
        await Wait.ForAsync(condition, Look);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<bool> IsReadyAsync(HttpClient web, Uri address)
    {
        try
        {
            using var answer = await web.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, long id)
    {
        try
        {
            await using var command = new NpgsqlCommand($"select exists (select from bench.cold where id = {id})", connection);
            return await command.ExecuteScalarAsync() is true;
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }
}
