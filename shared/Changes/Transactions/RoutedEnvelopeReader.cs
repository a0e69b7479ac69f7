using System.Text.Json;
using CdcFunctions.Changes.Connect;

namespace CdcFunctions.Changes.Transactions;

/// <summary>Reads <see cref="RoutedEnvelope"/> in one pass, without looking into the row images.</summary>
internal static class RoutedEnvelopeReader
{
    /// <summary>Reads a payload.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static RoutedEnvelope Read(ReadOnlySpan<byte> payload)
    {
        var envelope = default(RoutedEnvelope);
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return envelope;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("op"u8):
                    envelope.HasOperation = true;
                    envelope.IsSnapshotRead = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("r"u8);
                    break;
                case 2 when name.SequenceEqual("id"u8):
                    envelope.Id = JsonScalars.Text(ref reader);
                    break;
                case 6 when name.SequenceEqual("status"u8):
                    envelope.Status = JsonScalars.Text(ref reader);
                    break;
                case 6 when isObject && name.SequenceEqual("source"u8):
                    ReadSource(ref reader, ref envelope);
                    continue;
                case 11 when isObject && name.SequenceEqual("transaction"u8):
                    ReadTransaction(ref reader, ref envelope);
                    continue;
                case 16 when name.SequenceEqual("data_collections"u8) && reader.TokenType == JsonTokenType.StartArray:
                    envelope.Counts = ReadCounts(ref reader);
                    continue;
            }

            reader.Skip();
        }

        return envelope;
    }

    private static void ReadSource(ref Utf8JsonReader reader, ref RoutedEnvelope envelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("db"u8):
                    envelope.Database = JsonScalars.Text(ref reader);
                    break;
                case 4 when name.SequenceEqual("name"u8):
                    envelope.Prefix = JsonScalars.Text(ref reader);
                    break;
                case 5 when name.SequenceEqual("table"u8):
                    envelope.Table = JsonScalars.Text(ref reader);
                    break;
                case 6 when name.SequenceEqual("schema"u8):
                    envelope.Schema = JsonScalars.Text(ref reader);
                    break;
                case 10 when name.SequenceEqual("commit_lsn"u8):
                    envelope.CommitLsn = JsonScalars.Text(ref reader);
                    break;
                case 10 when name.SequenceEqual("change_lsn"u8):
                    envelope.ChangeLsn = JsonScalars.Text(ref reader);
                    break;
                case 15 when name.SequenceEqual("event_serial_no"u8):
                    envelope.EventSerial = JsonScalars.Integer(ref reader) ?? 0;
                    break;
            }

            reader.Skip();
        }
    }

    private static void ReadTransaction(ref Utf8JsonReader reader, ref RoutedEnvelope envelope)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("id"u8))
            {
                envelope.Id = JsonScalars.Text(ref reader);
            }
            else if (name.SequenceEqual("data_collection_order"u8))
            {
                envelope.Order = JsonScalars.Integer(ref reader) ?? 0;
            }

            reader.Skip();
        }
    }

    private static List<CollectionCount> ReadCounts(ref Utf8JsonReader reader)
    {
        var counts = new List<CollectionCount>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? collection = null;
            long events = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isName = reader.ValueTextEquals("data_collection"u8);
                var isCount = reader.ValueTextEquals("event_count"u8);
                reader.Read();
                collection = isName && reader.TokenType == JsonTokenType.String ? reader.GetString() : collection;
                events = isCount ? JsonScalars.Integer(ref reader) ?? 0 : events;
                reader.Skip();
            }

            counts.Add(new CollectionCount(collection ?? "", events));
        }

        return counts;
    }
}
