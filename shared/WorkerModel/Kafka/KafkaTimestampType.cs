namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who set a record's timestamp.</summary>
public enum KafkaTimestampType
{
    /// <summary>Unknown.</summary>
    NotAvailable,

    /// <summary>The producer.</summary>
    CreateTime,

    /// <summary>The broker, on append.</summary>
    LogAppendTime,
}
