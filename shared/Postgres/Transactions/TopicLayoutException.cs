namespace CdcFunctions.Postgres.Transactions;

/// <summary>The topic of an atomic source has several partitions, so that no transaction in it is in one order. Nothing is applied.</summary>
public sealed class TopicLayoutException : Exception
{
    /// <summary>Without a message.</summary>
    public TopicLayoutException()
    {
    }

    /// <summary>With what is wrong and what to do.</summary>
    public TopicLayoutException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong, what to do, and the cause.</summary>
    public TopicLayoutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For a topic with this many partitions.</summary>
    public static TopicLayoutException Of(string source, string topic, int partitions) => new(
        $"Source {source} is atomic, but its topic {topic} has {partitions} partitions, and a transaction would be spread over them. Nothing is applied. "
        + "Let the connector write to a topic of one partition (docker/connectors/sqlserver-atomic.json makes one), name it in topics, and reconcile; or set transactions: perRow.");
}
