using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Demo;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Host.Kafka.Buffers;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using Serilog.Events;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Hosting;

/// <summary>Recordings through a broker and the running host.</summary>
public sealed class HostedRecordingTests(DatabaseFixture fixture, ITestOutputHelper output) : IClassFixture<DatabaseFixture>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    static HostedRecordingTests() => BufferPool.Scrubs = true;

    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public async Task A_basic_recording_ends_with_exactly_the_expected_rows(string name)
    {
        using var kafka = TestKafka.StartMock();
        await RunAsync(kafka, name, new KafkaOptions().MaxBatchSize);
    }

    [SkippableTheory]
    [InlineData("sqlserver/volume-80-string-schemas", 1)]
    [InlineData("sqlserver/crud", 7)]
    [InlineData("scylla/restart-replay-advanced", 1)]
    [InlineData("scylla/random-3000-advanced", 7)]
    [InlineData("cassandra/types", 1)]
    [InlineData("cassandra/types.noschema", 7)]
    public async Task Whatever_the_batch_size(string name, int batchSize)
    {
        using var kafka = TestKafka.StartMock();
        await RunAsync(kafka, name, batchSize);
    }

    [SkippableTheory]
    [InlineData("sqlserver/volume-5000")]
    [InlineData("scylla/random-3000-advanced")]
    [InlineData("cassandra/types")]
    public async Task A_real_broker_makes_no_difference(string name)
        => await RunAsync(await TestKafka.RequireRealAsync(), name, new KafkaOptions().MaxBatchSize);

    private async Task RunAsync(ITestKafka kafka, string name, int batchSize)
    {
        output.WriteLine(kafka.Kind);
        var (database, recording) = (await fixture.RequireAsync(), new Recording(name));
        var target = new RecordingTarget(database, recording);
        var options = target.Options(new KafkaOptions { Brokers = kafka.BootstrapServers, MaxBatchSize = batchSize });
        var produced = await new RecordProducer(kafka.BootstrapServers, (topic, partitions) => kafka.CreateTopicAsync(topic, partitions), options.Sources).ProduceAsync(recording.ReadAsync(), CancellationToken.None);

        await using var host = await new HostLauncher(new LogOptions { Level = LogEventLevel.Fatal }).StartAsync(options, CancellationToken.None);
        var applied = new CheckpointProgress(database.Warehouse, options.Kafka.ConsumerGroup, TimeProvider.System)
            .ReachedAsync(produced.NextOffsets, () => host.Tally.Consumed >= produced.Count, Longest, CancellationToken.None);

        Assert.True(await applied, $"{name}: not applied within {Longest}");
        await target.AssertRowsAsExpectedAsync(host.Tally, $"through {kafka.Kind} in batches of {batchSize}");
    }
}
