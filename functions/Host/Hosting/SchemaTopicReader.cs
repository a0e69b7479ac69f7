using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;
using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Hosting;

/// <summary>Reads the connectors' schema-change topics from their start, before any data, and follows them afterwards.</summary>
/// <remarks>Without a group: every process reads all of them, each time it starts. They are small.</remarks>
internal sealed partial class SchemaTopicReader(CdcOptions options, SchemaCatalog schemas, TimeProvider time, ILogger<SchemaTopicReader> logger)
    : BackgroundService, IHealthPart
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string[] _topics = [.. options.Sources.Select(source => source.SchemaTopic).OfType<string>().Distinct(StringComparer.Ordinal)];
    private volatile string? _fault;

    /// <summary>Returns when everything that stood in the topics at the start is known.</summary>
    public Task CaughtUpAsync(CancellationToken cancellation) => _topics.Length == 0 ? Task.CompletedTask : _caughtUp.Task.WaitAsync(cancellation);

    /// <inheritdoc />
    public IEnumerable<HealthReport> Report()
    {
        if (_topics.Length > 0)
        {
            yield return _fault is { } fault
                ? HealthReport.NotReady("schema topics", fault)
                : HealthReport.Well("schema topics", _caughtUp.Task.IsCompleted ? "followed" : "being read");
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => _topics.Length == 0 ? Task.CompletedTask : Task.Run(() => FollowAsync(stoppingToken), stoppingToken);

    private async Task FollowAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                Read(cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (KafkaException away)
            {
                _fault = $"{string.Join(", ", _topics)}: {away.Error.Reason}. Data waits; nothing is lost. Check kafka.brokers and sources[].schemaTopic.";
                Log.Away(logger, string.Join(", ", _topics), away.Error.Reason);
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    private void Read(CancellationToken cancellation)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]?>(Properties()).SetLogHandler((_, _) => { }).Build();
        var waiting = new HashSet<TopicPartition>(Partitions());
        consumer.Assign(waiting.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (true)
        {
            var result = consumer.Consume(cancellation);
            if (!result.IsPartitionEOF)
            {
                schemas.Learn(new SourceRecord(result.Topic, result.Partition.Value, result.Offset.Value, null, result.Message.Value, 0));
            }
            else if (waiting.Remove(result.TopicPartition) && waiting.Count == 0)
            {
                _fault = null;
                Log.CaughtUp(logger, string.Join(", ", _topics), schemas.Tables.Count);
                _caughtUp.TrySetResult();
            }
        }
    }

    private List<TopicPartition> Partitions()
    {
        using var admin = new AdminClientBuilder(Properties()).SetLogHandler((_, _) => { }).Build();
        var found = new List<TopicPartition>();
        foreach (var topic in _topics)
        {
            var answer = admin.GetMetadata(topic, Answer).Topics.Single();
            if (answer.Partitions.Count == 0)
            {
                throw new KafkaException(new Error(ErrorCode.UnknownTopicOrPart, $"the topic {topic} does not exist"));
            }

            found.AddRange(answer.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)));
        }

        return found;
    }

    private Dictionary<string, string> Properties() => new(options.Kafka.Properties, StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = options.Kafka.Brokers,
        ["group.id"] = $"{options.Kafka.ConsumerGroup}-schema-topics",
        ["enable.auto.commit"] = "false",
        ["enable.partition.eof"] = "true",
        ["allow.auto.create.topics"] = "false",
    };
}
