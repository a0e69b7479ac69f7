using CdcFunctions.Changes;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Reads a record of our own host where it lies, without a copy or an object for each part. Microsoft's model has a file of its own beside <c>Program.cs</c>.</summary>
internal static class KafkaRecordBytes
{
    /// <summary>The key.</summary>
    public static RecordBytes KeyOf(KafkaRecord record) => Bytes(record.KeyBytes);

    /// <summary>The value.</summary>
    public static RecordBytes ValueOf(KafkaRecord record) => Bytes(record.ValueBytes);

    /// <summary>The timestamp, in milliseconds since 1970-01-01 UTC.</summary>
    public static long TimestampMsOf(KafkaRecord record) => record.TimestampMs;

    private static RecordBytes Bytes(ArraySegment<byte> bytes) => bytes.Array is { } array ? new RecordBytes(array, bytes.Offset, bytes.Count) : default;
}
