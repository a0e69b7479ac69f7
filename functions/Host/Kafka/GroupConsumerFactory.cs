using CdcFunctions.Changes;
using CdcFunctions.Host.Kafka.Buffers;
using CdcFunctions.Operations.Configuration;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Host.Kafka;

/// <summary>Makes consumers of Confluent.Kafka.</summary>
internal sealed partial class GroupConsumerFactory(ILogger<GroupConsumerFactory> logger) : IGroupConsumerFactory
{
    public IGroupConsumer Create(KafkaTrigger trigger, IGroupEvents events)
    {
        IConsumer<RecordBytes, RecordBytes> consumer;
        try
        {
            consumer = new ConsumerBuilder<RecordBytes, RecordBytes>(ConsumerProperties.Of(trigger))
                .SetKeyDeserializer(new LentBytes())
                .SetValueDeserializer(new LentBytes())
                .SetPartitionsAssignedHandler((_, partitions) => events.Assigned(partitions))
                .SetPartitionsRevokedHandler((_, positions) => events.Revoked(positions.ConvertAll(position => position.TopicPartition)))
                .SetPartitionsLostHandler((_, positions) => events.Lost(positions.ConvertAll(position => position.TopicPartition)))
                .SetErrorHandler((_, error) => events.Failed(error))
                .SetLogHandler((_, message) => Log.Client(logger, message.Facility, message.Message))
                .Build();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // librdkafka names the property, and the value only where it is a choice of words.
            throw new ConfigurationException([new($"function {trigger.Function.Name}", "kafka.properties", $"is refused by the Kafka client: {fault.Message.TrimEnd('.')}", null,
                "Correct the property, or remove it.")]);
        }

        consumer.Subscribe(trigger.Topics);
        return new GroupConsumer(consumer);
    }
}
