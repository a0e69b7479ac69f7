using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Host.Kafka;

/// <summary>Fills in the settings of Kafka triggers. A function without topics is disabled; anything else that is missing is a fault.</summary>
internal sealed class KafkaTriggerReader(
    SettingReferences settings, KafkaOptions kafka, IConfiguration hostJson, ICollection<DisabledFunction> disabled, ICollection<ConfigurationFault> faults)
{
    /// <summary>The trigger; null when the function is disabled or at fault.</summary>
    public KafkaTrigger? Read(FunctionDescriptor function)
    {
        var attribute = (KafkaTriggerAttribute)function.Trigger;
        var before = faults.Count;
        var topics = Topics(function, attribute);
        if (topics.Length == 0)
        {
            return null;
        }

        RefuseSchemas(function, attribute);
        var text = new TriggerTexts(function.Name, settings, faults);
        var brokers = text.Required(nameof(attribute.BrokerList), attribute.BrokerList);
        var group = text.Optional(nameof(attribute.ConsumerGroup), attribute.ConsumerGroup) ?? kafka.ConsumerGroup;
        var properties = KafkaTuning.Properties(hostJson);
        Overlay(properties, kafka.Properties);
        Overlay(properties, KafkaSecurity.Properties(attribute, text));
        return faults.Count > before ? null : new KafkaTrigger
        {
            Function = function,
            Brokers = brokers,
            Topics = topics,
            ConsumerGroup = group,
            Properties = properties,
        };
    }

    private string[] Topics(FunctionDescriptor function, KafkaTriggerAttribute attribute)
    {
        var resolved = settings.Resolve(attribute.Topic);
        var topics = resolved.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (topics.Length == 0)
        {
            disabled.Add(new(function.Name, resolved.MissingSetting is { } missing ? $"setting {missing} is empty: there are no topics for it" : "it has no topics"));
        }

        return topics;
    }

    private void RefuseSchemas(FunctionDescriptor function, KafkaTriggerAttribute attribute)
    {
        if (attribute.AvroSchema is not null || attribute.KeyAvroSchema is not null || attribute.SchemaRegistryUrl is not null)
        {
            faults.Add(new($"function {function.Name}", "KafkaTrigger", "asks the host to decode Avro", "bytes as they are",
                "Remove AvroSchema, KeyAvroSchema and SchemaRegistryUrl, take KafkaRecord and decode in the function."));
        }
    }

    private static void Overlay(Dictionary<string, string> target, IEnumerable<KeyValuePair<string, string>> source)
    {
        foreach (var (name, value) in source)
        {
            target[name] = value;
        }
    }
}
