namespace CdcFunctions.Host.Kafka;

/// <summary>The consumer lives, but brings no records that the broker has; it must be replaced.</summary>
public sealed class KafkaStalledException : Exception
{
    /// <summary>Says which partitions stand still.</summary>
    public KafkaStalledException(string message)
        : base(message)
    {
    }

    /// <summary>Without a message.</summary>
    public KafkaStalledException()
    {
    }

    /// <summary>With a cause.</summary>
    public KafkaStalledException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
