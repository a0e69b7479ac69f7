using System.Text.Json;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

// One pass over the top level: its properties come in any order, and what must wait is remembered by its place.
internal sealed partial class DecodeSession
{
    private Step ReadEnvelope(in SourceRecord record, ReadOnlySpan<byte> payload)
    {
        var envelope = new Envelope();
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Fail(Failures.UnknownEnvelope(_index, _topic.Table, "it is no JSON object"));
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = EnvelopeFields.Match(reader.ValueSpan);
            envelope.Properties++;
            reader.Read();
            var step = field == EnvelopeField.After && reader.TokenType == JsonTokenType.StartObject
                ? SeeAfter(in record, payload, ref reader, ref envelope)
                : See(field, ref reader, ref envelope);
            if (step != Step.Done)
            {
                return step;
            }
        }

        // Something behind the closing brace makes this throw.
        reader.Read();
        return Finish(in record, payload, ref envelope);
    }

    private Step SeeAfter(in SourceRecord record, ReadOnlySpan<byte> payload, ref Utf8JsonReader reader, ref Envelope envelope)
    {
        (envelope.HasRowImage, envelope.AfterAt) = (true, (int)reader.TokenStartIndex);
        if (!CanReadNow(in record, in envelope))
        {
            reader.Skip();
            return Step.Done;
        }

        var step = Prepare(in record, payload, in envelope);
        if (step == Step.Done)
        {
            envelope.IsAfterRead = true;
            step = ReadAfter(ref reader, in envelope);
        }

        return step;
    }

    // Without a Kafka key the row's table and key stand behind `after`; in Cassandra the operation decides what cells mean; where SQL Server's
    // table has had several shapes, the LSN does.
    private bool CanReadNow(in SourceRecord record, in Envelope envelope)
        => !record.Key.IsEmpty && !_topic.IsSignal && !_topic.IsExcluded && (envelope.Source.IsThere || _schema?.Row is not null || !_topic.HasVersions)
            && (decoder.Source.Dialect != Dialect.Cassandra || envelope.Op is (byte)'i' or (byte)'c' or (byte)'u');

    private Step See(EnvelopeField field, ref Utf8JsonReader reader, ref Envelope envelope)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        switch (field)
        {
            case EnvelopeField.Source when isObject:
                envelope.Source = SourceBlock.Read(ref reader, decoder.Source.Dialect);
                return Step.Done;
            case EnvelopeField.Before:
                (envelope.HasRowImage, envelope.BeforeAt) = (true, isObject ? (int)reader.TokenStartIndex : -1);
                break;
            case EnvelopeField.After:
                envelope.HasRowImage = true;
                break;
            case EnvelopeField.Key when isObject:
                envelope.KeyAt = (int)reader.TokenStartIndex;
                reader.Skip();
                envelope.KeyEnd = (int)reader.BytesConsumed;
                return Step.Done;
            case EnvelopeField.Op when reader.TokenType == JsonTokenType.String:
                envelope.Op = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)'?';
                break;
            case EnvelopeField.TimeMs:
                envelope.HasTimeMs = true;
                break;
            case EnvelopeField.TimeUs:
                (envelope.HasTimeUs, envelope.IsTimeUsNull) = (reader.TokenType == JsonTokenType.Number, reader.TokenType == JsonTokenType.Null);
                break;
            case EnvelopeField.Status:
                envelope.Control = ControlRecord.TransactionBoundary;
                break;
            case EnvelopeField.TableChanges:
                envelope.Control = ControlRecord.SchemaChange;
                break;
            case EnvelopeField.AggregateType:
                envelope.Control = ControlRecord.Notification;
                break;
        }

        reader.Skip();
        return Step.Done;
    }
}
