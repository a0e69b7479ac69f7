namespace CdcFunctions.Changes.Debezium;

/// <summary>Tells envelope properties apart, by length first.</summary>
internal static class EnvelopeFields
{
    /// <summary>The field a name names.</summary>
    public static EnvelopeField Match(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("op"u8) => EnvelopeField.Op,
        3 when name.SequenceEqual("key"u8) => EnvelopeField.Key,
        5 when name.SequenceEqual("after"u8) => EnvelopeField.After,
        5 when name.SequenceEqual("ts_ms"u8) => EnvelopeField.TimeMs,
        5 when name.SequenceEqual("ts_us"u8) => EnvelopeField.TimeUs,
        6 when name.SequenceEqual("before"u8) => EnvelopeField.Before,
        6 when name.SequenceEqual("source"u8) => EnvelopeField.Source,
        6 when name.SequenceEqual("status"u8) => EnvelopeField.Status,
        12 when name.SequenceEqual("tableChanges"u8) => EnvelopeField.TableChanges,
        14 when name.SequenceEqual("aggregate_type"u8) => EnvelopeField.AggregateType,
        _ => EnvelopeField.Other,
    };
}
