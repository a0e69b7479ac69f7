namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the stock host reads a record's key. Only <see cref="Binary"/> leaves the bytes as they are.</summary>
public enum KafkaMessageKeyType
{
    /// <summary>32-bit integer.</summary>
    Int,

    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes as on the wire.</summary>
    Binary,
}
