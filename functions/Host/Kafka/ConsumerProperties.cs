namespace CdcFunctions.Host.Kafka;

/// <summary>The properties of a consumer: what keeps memory and ordering as promised, then what the user set, then what nobody may change.</summary>
internal static class ConsumerProperties
{
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        // Fetched ahead for all partitions together: small beside the 400 MB the process may hold. Pausing a partition throws away what
        // was fetched ahead for it, so little is.
        ["queued.max.messages.kbytes"] = "32768",
        ["queued.min.messages"] = "5000",
        ["fetch.max.bytes"] = "16777216",
        ["max.partition.fetch.bytes"] = "1048576",
        ["fetch.message.max.bytes"] = "1048576",
        ["fetch.wait.max.ms"] = "50",

        // Once enough is fetched ahead, a partition is asked again after this time: the default of a second would leave fast lanes idle.
        ["fetch.queue.backoff.ms"] = "5",
        ["session.timeout.ms"] = "45000",
        ["max.poll.interval.ms"] = "300000",
        ["socket.keepalive.enable"] = "true",

        // A connection whose other end is gone without a word is noticed by a request that is not answered: the default of a minute would leave its lanes standing for as long.
        ["socket.timeout.ms"] = "20000",
        ["reconnect.backoff.max.ms"] = "2000",

        // A pattern finds a new table's topic within this time.
        ["topic.metadata.refresh.interval.ms"] = "10000",
        ["allow.auto.create.topics"] = "false",
        ["client.id"] = "cdcfunctions",
    };

    /// <summary>All properties for this trigger. May hold secrets.</summary>
    public static Dictionary<string, string> Of(KafkaTrigger trigger)
    {
        var all = new Dictionary<string, string>(Defaults, StringComparer.Ordinal);
        foreach (var (name, value) in trigger.Properties)
        {
            all[name] = value;
        }

        // max.partition.fetch.bytes and fetch.message.max.bytes are one setting of two names; the one that was set wins.
        if (trigger.Properties.ContainsKey("max.partition.fetch.bytes"))
        {
            all.Remove("fetch.message.max.bytes");
        }
        else
        {
            all.Remove("max.partition.fetch.bytes");
        }

        // A static member must be the only one of its name, and each function has a consumer in the group.
        if (all.TryGetValue("group.instance.id", out var member))
        {
            all["group.instance.id"] = $"{member}-{trigger.Function.Name}";
        }

        all["bootstrap.servers"] = trigger.Brokers;
        all["group.id"] = trigger.ConsumerGroup;
        all["partition.assignment.strategy"] = "cooperative-sticky";
        all["enable.auto.commit"] = "false";
        all["enable.auto.offset.store"] = "false";
        all["enable.partition.eof"] = "true";

        // The host decides where a lane begins; a lost offset must be an error, never a silent reset.
        all["auto.offset.reset"] = "error";
        return all;
    }
}
