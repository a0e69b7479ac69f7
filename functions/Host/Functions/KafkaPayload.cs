using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Functions;

/// <summary>Turns consumed records into what a function's parameter takes.</summary>
internal static class KafkaPayload
{
    /// <summary>The payload of a batched function.</summary>
    public static object Of(TriggerParameter form, KafkaMessageKeyType keys, KafkaRecord[] batch) => form switch
    {
        TriggerParameter.RecordBatch => batch,
        TriggerParameter.TextBatch => Array.ConvertAll(batch, record => KafkaEnvelope.Write(record, keys)),
        TriggerParameter.BytesBatch => Array.ConvertAll(batch, record => record.Value ?? []),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A single form takes one record."),
    };

    /// <summary>The payload of a function that takes one record at a time.</summary>
    public static object Of(TriggerParameter form, KafkaMessageKeyType keys, KafkaRecord record) => form switch
    {
        TriggerParameter.Record => record,
        TriggerParameter.Text => KafkaEnvelope.Write(record, keys),
        TriggerParameter.Bytes => record.Value ?? [],
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A batched form takes many records."),
    };

    /// <summary>Whether the form takes many records at once.</summary>
    public static bool IsBatched(TriggerParameter form)
        => form is TriggerParameter.RecordBatch or TriggerParameter.TextBatch or TriggerParameter.BytesBatch;
}
