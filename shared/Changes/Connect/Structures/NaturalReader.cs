using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>JSON whose inner types nobody told: copied, with the forms undone that only the connectors write.</summary>
/// <param name="sourceName">Type as the source writes it.</param>
/// <param name="hasCqlForms">True where {field_0 …} is a tuple and [{key, value} …] a map (Scylla, Cassandra).</param>
internal sealed class NaturalReader(string? sourceName, bool hasCqlForms) : StructureReader(sourceName)
{
    /// <summary>Copies any value.</summary>
    public static NaturalReader Plain { get; } = new(null, hasCqlForms: false);

    /// <summary>Copies any value, with tuples and maps in natural form.</summary>
    public static NaturalReader Cql { get; } = new(null, hasCqlForms: true);

    public override bool Write(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when hasCqlForms && IsTuple(reader):
                WriteMembers(ref reader, json, scratch, isTuple: true);
                break;
            case JsonTokenType.StartObject:
                WriteMembers(ref reader, json, scratch, isTuple: false);
                break;
            case JsonTokenType.StartArray when hasCqlForms && IsMap(reader):
                return new MapReader(new KeyReader(), this).Write(ref reader, json, scratch);
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Write(ref reader, json, scratch);
                }

                json.WriteEndArray();
                break;
            case JsonTokenType.String:
                json.WriteStringValue(scratch.Text(ref reader));
                break;
            case JsonTokenType.Number:
                json.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
            case JsonTokenType.Null:
                json.WriteNullValue();
                break;
            default:
                json.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                break;
        }

        return true;
    }

    private void WriteMembers(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch, bool isTuple)
    {
        if (isTuple) { json.WriteStartArray(); } else { json.WriteStartObject(); }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!isTuple)
            {
                json.WritePropertyName(scratch.Text(ref reader));
            }

            reader.Read();
            Write(ref reader, json, scratch);
        }

        if (isTuple) { json.WriteEndArray(); } else { json.WriteEndObject(); }
    }

    private static bool IsTuple(Utf8JsonReader ahead)
    {
        var names = new List<string>();
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (!ahead.ValueSpan.StartsWith("field"u8))
            {
                return false;
            }

            names.Add(ahead.GetString()!);
            ahead.Read();
            ahead.Skip();
        }

        return TupleReader.IsTuple(names);
    }

    private static bool IsMap(Utf8JsonReader ahead)
    {
        var entries = 0;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.StartObject)
        {
            if (!NextIs(ref ahead, "key"u8) || !NextIs(ref ahead, "value"u8) || !ahead.Read() || ahead.TokenType != JsonTokenType.EndObject)
            {
                return false;
            }

            entries++;
        }

        return entries > 0 && ahead.TokenType == JsonTokenType.EndArray;
    }

    private static bool NextIs(ref Utf8JsonReader ahead, ReadOnlySpan<byte> name)
    {
        var isNext = ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName && ahead.ValueTextEquals(name) && ahead.Read();
        ahead.Skip();
        return isNext;
    }

    private sealed class KeyReader() : ValueReader(new ColumnType(ValueKind.Text))
    {
        public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
        {
            var isScalar = reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False;
            word = isScalar ? arena.Append(scratch.Text(ref reader)) : 0;
            return isScalar ? ReadOutcome.Done : ReadOutcome.BadValue;
        }
    }
}
