using CdcFunctions.Changes;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Hosting;

/// <summary>Delivers records to the function of their dialect, as the Kafka listener would.</summary>
internal sealed class FunctionSink(FunctionCatalog functions, FunctionInvoker invoker, CdcOptions options) : IRecordSink
{
    private readonly SourceRouter _router = new(options.Sources);

    public bool Accepts(string topic) => _router.Find(topic) is not null;

    public bool IsSchemaTopic(string topic) => string.Equals(_router.Find(topic)?.SchemaTopic, topic, StringComparison.Ordinal);

    public Task DeliverAsync(string topic, IReadOnlyList<SourceRecord> records, CancellationToken cancellation)
    {
        var source = _router.Find(topic) ?? throw new InvalidOperationException($"No source has the topic {topic}.");
        var function = functions.KafkaTriggers.FirstOrDefault(trigger => trigger.Topics.Intersect(source.Topics, StringComparer.Ordinal).Any())?.Function
            ?? throw new ConfigurationException($"No function runs for the dialect {source.Dialect}. AzureFunctionsJobHost__functions__N leaves it out, perhaps.");

        // A person waits for the answer: the first failure is shown instead of being tried again.
        return invoker.InvokeAsync(function with { Retry = null }, new Invocation
        {
            Payload = records.Select(ToKafkaRecord).ToArray(),
            Stopping = cancellation,
            Cancellation = cancellation,
        });
    }

    private static KafkaRecord ToKafkaRecord(SourceRecord record) => new()
    {
        Topic = record.Topic,
        Partition = record.Partition,
        Offset = record.Offset,
        Key = record.Key.ToArray(),
        Value = record.Value.ToArray(),
        Timestamp = new KafkaTimestamp { UnixTimestampMs = record.TimestampMs },
        Headers = record.Headers is null ? [] : [.. record.Headers.Select(header => new KafkaHeader { Key = header.Name, Value = header.Value })],
    };
}
