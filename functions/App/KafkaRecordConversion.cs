using CdcFunctions.Changes;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Kafka records of the programming model as the decoders take them. Compiles alike against this project's model and Microsoft's packages.</summary>
internal static class KafkaRecordConversion
{
    /// <summary>All records, in order.</summary>
    public static SourceRecord[] ToSourceRecords(this KafkaRecord[] records) => Array.ConvertAll(records, ToSourceRecord);

    private static SourceRecord ToSourceRecord(KafkaRecord record) => new(
        record.Topic,
        record.Partition,
        record.Offset,
        record.Key,
        record.Value,
        record.Timestamp?.UnixTimestampMs ?? 0,
        record.Headers is { Length: > 0 } headers ? Array.ConvertAll(headers, header => new RecordHeader(header.Key, header.Value)) : null);
}
