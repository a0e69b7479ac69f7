using CdcFunctions.Changes;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.IsolatedWorker;

/// <summary>Reads a record of Microsoft's model; the counterpart of App's file of this name.</summary>
internal static class KafkaRecordBytes
{
    /// <summary>The key.</summary>
    public static RecordBytes KeyOf(KafkaRecord record) => record.Key;

    /// <summary>The value.</summary>
    public static RecordBytes ValueOf(KafkaRecord record) => record.Value;

    /// <summary>The timestamp, in milliseconds since 1970-01-01 UTC; 0 without one.</summary>
    public static long TimestampMsOf(KafkaRecord record) => record.Timestamp?.UnixTimestampMs ?? 0;
}
