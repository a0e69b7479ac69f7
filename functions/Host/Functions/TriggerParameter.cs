namespace CdcFunctions.Host.Functions;

/// <summary>Forms in which a function takes the data of its trigger.</summary>
internal enum TriggerParameter
{
    /// <summary><c>KafkaRecord[]</c>: everything.</summary>
    RecordBatch,

    /// <summary><c>string[]</c>: JSON envelopes.</summary>
    TextBatch,

    /// <summary><c>byte[][]</c>: values; a tombstone is an empty array.</summary>
    BytesBatch,

    /// <summary>One <c>KafkaRecord</c>.</summary>
    Record,

    /// <summary>One <c>string</c>: a JSON envelope.</summary>
    Text,

    /// <summary>One <c>byte[]</c>: the value; a tombstone is an empty array.</summary>
    Bytes,

    /// <summary><c>TimerInfo</c>.</summary>
    Timer,
}
