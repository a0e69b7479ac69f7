using System.Diagnostics;
using CdcFunctions.Host.Commands;
using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using Npgsql;
using Spectre.Console;

namespace CdcFunctions.Host.Demo;

/// <summary>Shows the product at work: recorded events of three databases, a Kafka and a PostgreSQL of its own, the real host between them.</summary>
public sealed class DemoRun(IHostLauncher launcher, TimeProvider time, CommandSession session)
{
    /// <summary>Runs it and prints what came out.</summary>
    /// <returns>0 when every table holds exactly the expected rows, else 1.</returns>
    /// <exception cref="PrivateServerException">This machine lacks what the demo needs; the message says what.</exception>
    public async Task<int> RunAsync(DemoOptions options, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        await using var postgres = await PrivatePostgres.StartNewAsync(new PrivatePostgresOptions(), time, cancellation);
        Say($"PostgreSQL listens on 127.0.0.1:{postgres.Port}, after {time.GetElapsedTime(started).TotalSeconds:0.0} s.");
        using var broker = new EmbeddedBroker();
        var produced = await ProduceAsync(broker, cancellation);
        Say($"{produced.Count} recorded events of SQL Server, ScyllaDB and Cassandra stand in the broker at {broker.BootstrapServers}.");

        var configuration = DemoSources.Options(postgres.ConnectionString, broker.BootstrapServers);
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await BookkeepingSchema.MigrateAsync(database, cancellation);

        started = time.GetTimestamp();
        await using var host = await launcher.StartAsync(configuration, cancellation);
        var isComplete = await AppliedAsync(host, database, configuration, produced, options, cancellation);
        var report = await new DemoInspection(database, configuration).ReportAsync(produced, host.Tally, time.GetElapsedTime(started), isComplete, cancellation);
        Print(report);
        if (options.Keep)
        {
            await KeepAsync(postgres, broker, host, cancellation);
        }

        return report.IsEqual ? 0 : 1;
    }

    private static Task<ProducedEvents> ProduceAsync(EmbeddedBroker broker, CancellationToken cancellation)
    {
        var producer = new RecordProducer(broker.BootstrapServers, CreateTopic, DemoSources.Sources);
        return producer.ProduceAsync(DemoSources.Recordings.ToAsyncEnumerable().SelectMany(recording => recording.ReadAsync(cancellation)), cancellation);

        Task CreateTopic(string topic, int partitions)
        {
            broker.CreateTopic(topic, partitions);
            return Task.CompletedTask;
        }
    }

    private async Task<bool> AppliedAsync(
        IRunningHost host, NpgsqlDataSource database, CdcOptions configuration, ProducedEvents produced, DemoOptions options, CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var applied = new CheckpointProgress(database, configuration.Kafka.ConsumerGroup, time)
            .ReachedAsync(produced.NextOffsets, () => host.Tally.Consumed >= produced.Count, options.Longest, giveUp.Token);
        if (await Task.WhenAny(applied, host.Completion) == applied)
        {
            return await applied;
        }

        await giveUp.CancelAsync();
        await host.Completion;
        throw new UnreachableException("The host ended by itself, without a reason.");
    }

    private void Print(DemoReport report)
    {
        if (session.IsJson)
        {
            session.Write(DemoReportJson.Of(report));
        }
        else
        {
            DemoReportText.Write(session.Console, report);
        }
    }

    private async Task KeepAsync(PrivatePostgres postgres, EmbeddedBroker broker, IRunningHost host, CancellationToken cancellation)
    {
        Say($"\nAll goes on until Ctrl-C. Look around:\n  {postgres.PsqlCommand}\n  Kafka at {broker.BootstrapServers}");
        if (host.Address is { } address)
        {
            Say($"  {new Uri(address, "healthz/ready")}\n  {new Uri(address, "admin/functions")}");
        }

        await Task.WhenAny(host.Completion, Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation));
    }

    private void Say(FormattableString text) => session.Progress.WriteLine(FormattableString.Invariant(text));
}
