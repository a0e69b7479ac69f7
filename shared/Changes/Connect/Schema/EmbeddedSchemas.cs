using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Schema;

/// <summary>Parts records into schema and payload; a schema seen before is known by its bytes.</summary>
/// <remarks>Thread-safe: the list of known schemas is replaced, never changed.</remarks>
internal sealed class EmbeddedSchemas
{
    // A topic has a handful of shapes in its life; a flood of them must not eat the memory.
    private const int MostKnown = 64;

    private volatile EmbeddedSchema[] _known = [];

    /// <summary>The payload of a record, and its schema when one is embedded.</summary>
    public ReadOnlySpan<byte> Unwrap(RecordBytes bytes, out EmbeddedSchema? schema)
    {
        var record = bytes.Span;
        schema = null;
        if (record.IsEmpty || !MayBeWrapped(record))
        {
            return record;
        }

        foreach (var known in _known)
        {
            if (known.Prefix.Length > 0 && record.StartsWith(known.Prefix) && record[^1] == '}')
            {
                schema = known;
                return record[known.Prefix.Length..^1];
            }
        }

        return Part(bytes, out schema);
    }

    /// <summary>Looks the types of all shapes up again.</summary>
    public void RefreshShapes()
    {
        foreach (var known in _known)
        {
            known.Shape?.Refresh();
        }
    }

    // Only a record whose first property is schema or payload; blanks in front are no matter.
    private static bool MayBeWrapped(ReadOnlySpan<byte> record)
    {
        var quote = record.IndexOf((byte)'"');
        var name = quote < 0 ? default : record[(quote + 1)..];
        return name.StartsWith("schema\""u8) || name.StartsWith("payload\""u8);
    }

    private ReadOnlySpan<byte> Part(RecordBytes bytes, out EmbeddedSchema? schema)
    {
        var record = bytes.Span;
        schema = null;
        var reader = new Utf8JsonReader(record);
        var (schemaStart, schemaEnd, payloadStart, payloadEnd, others) = (-1, -1, -1, -1, 0);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSchema = reader.ValueTextEquals("schema"u8);
            var isPayload = reader.ValueTextEquals("payload"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;

            // Without schemas the first property tells at once, and the rest need not be read twice.
            if ((!isSchema && !isPayload) || (isSchema && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null)))
            {
                others++;
                break;
            }

            reader.Skip();
            if (isSchema)
            {
                (schemaStart, schemaEnd) = (start, (int)reader.BytesConsumed);
            }
            else
            {
                (payloadStart, payloadEnd) = (start, (int)reader.BytesConsumed);
            }
        }

        if (others > 0 || schemaStart < 0 || payloadStart < 0)
        {
            return record;
        }

        var isUsual = payloadStart > schemaStart && payloadEnd == record.Length - 1;
        schema = Known(bytes.Memory[schemaStart..schemaEnd], isUsual ? record[..payloadStart].ToArray() : []);
        return record[payloadStart..payloadEnd];
    }

    // Another layout than {"schema":…,"payload":…} has no prefix to be known by, but the same schema is still the same.
    private EmbeddedSchema Known(ReadOnlyMemory<byte> json, byte[] prefix)
    {
        var known = _known;
        foreach (var one in known)
        {
            if (one.Prefix.Length == prefix.Length && one.Json.AsSpan().SequenceEqual(json.Span))
            {
                return one;
            }
        }

        var schema = new EmbeddedSchema(prefix, json.ToArray(), ConnectSchema.Parse(json));
        _known = [schema, .. known.Take(MostKnown - 1)];
        return schema;
    }
}
