using System.Buffers;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.App;

/// <summary>Kafka records of the programming model as the applier takes them. Compiles alike against this project's model and Microsoft's packages.</summary>
internal static class KafkaRecordConversion
{
    /// <summary>Applies records of one dialect, in order within each partition; throws what <see cref="ChangeApplier.ApplyAsync"/> throws.</summary>
    public static async Task ApplyAsync(this ChangeApplier applier, Dialect dialect, KafkaRecord[] records, CancellationToken cancellation)
    {
        var converted = ArrayPool<SourceRecord>.Shared.Rent(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            converted[i] = ToSourceRecord(records[i]);
        }

        await applier.ApplyAsync(dialect, converted.AsMemory(0, records.Length), cancellation);

        // Not after a failure: whoever still reads it must not see the next batch.
        ArrayPool<SourceRecord>.Shared.Return(converted, clearArray: true);
    }

    private static SourceRecord ToSourceRecord(KafkaRecord record) => new(
        record.Topic,
        record.Partition,
        record.Offset,
        KafkaRecordBytes.KeyOf(record),
        KafkaRecordBytes.ValueOf(record),
        KafkaRecordBytes.TimestampMsOf(record),
        record.Headers is { Length: > 0 } headers ? Array.ConvertAll(headers, header => new RecordHeader(header.Key, header.Value)) : null);
}
