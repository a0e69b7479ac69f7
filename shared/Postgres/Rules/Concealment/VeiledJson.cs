using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdcFunctions.Postgres.Rules.Concealment;

/// <summary>Writes an event again without the values that its table hides.</summary>
/// <remarks>
/// In a change event the columns stand in <c>before</c>, <c>after</c> and <c>key</c>, bare or as cells; in anything else every property of a hidden column's
/// name counts, wherever it stands.
/// </remarks>
internal sealed class VeiledJson(ColumnVeil veil, IReadOnlySet<string> keys)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Utf8JsonWriter _output = null!;

    /// <summary>Emptied or masked once a value was; the worst of all texts written.</summary>
    public PayloadState State { get; private set; }

    /// <summary>The text again; the same array when nothing had to be hidden.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public byte[] Write(byte[] text, bool isKey)
    {
        using var document = JsonDocument.Parse(text);
        using var stream = new MemoryStream(text.Length);
        var before = State;
        State = PayloadState.Original;
        using (var output = new Utf8JsonWriter(stream, Relaxed))
        {
            _output = output;
            WriteRoot(document.RootElement, isKey);
        }

        var result = State == PayloadState.Original ? text : stream.ToArray();
        See(before);
        return result;
    }

    private void WriteRoot(JsonElement root, bool isKey)
    {
        if (!IsWrapped(root))
        {
            WritePayload(root, isKey);
            return;
        }

        _output.WriteStartObject();
        foreach (var property in root.EnumerateObject())
        {
            _output.WritePropertyName(property.Name);
            if (property.NameEquals("payload"u8))
            {
                WritePayload(property.Value, isKey);
            }
            else
            {
                property.Value.WriteTo(_output);
            }
        }

        _output.WriteEndObject();
    }

    private void WritePayload(JsonElement payload, bool isKey)
    {
        if (isKey || payload.ValueKind != JsonValueKind.Object)
        {
            WriteRow(payload, isKey);
        }
        else if (IsEnvelope(payload))
        {
            WriteEnvelope(payload);
        }
        else
        {
            WriteAnything(payload);
        }
    }

    private void WriteEnvelope(JsonElement envelope)
    {
        _output.WriteStartObject();
        foreach (var property in envelope.EnumerateObject())
        {
            _output.WritePropertyName(property.Name);
            if (property.Name is "before" or "after" or "key")
            {
                WriteRow(property.Value, property.Name is "key");
            }
            else
            {
                property.Value.WriteTo(_output);
            }
        }

        _output.WriteEndObject();
    }

    private void WriteRow(JsonElement row, bool isKey)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            // One bare value belongs to no column that could be named.
            WriteHidden("", row);
            return;
        }

        _output.WriteStartObject();
        foreach (var property in row.EnumerateObject())
        {
            _output.WritePropertyName(property.Name);
            if (property.Name is "_range_start" or "_range_end")
            {
                WriteBound(property.Value);
            }
            else if (veil.Hides(property.Name, isKey || keys.Contains(property.Name)))
            {
                WriteColumn(property.Name, property.Value);
            }
            else
            {
                property.Value.WriteTo(_output);
            }
        }

        _output.WriteEndObject();
    }

    private void WriteColumn(string column, JsonElement value)
    {
        if (!IsCell(value))
        {
            WriteHidden(column, value);
            return;
        }

        _output.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            _output.WritePropertyName(property.Name);
            if (property.NameEquals("value"u8))
            {
                WriteHidden(column, property.Value);
            }
            else
            {
                property.Value.WriteTo(_output);
            }
        }

        _output.WriteEndObject();
    }

    // {"method": …, "values": [{"name": column, "value": text, "type": …}]}
    private void WriteBound(JsonElement bound)
    {
        var hides = bound.ValueKind == JsonValueKind.Object && bound.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array
            && values.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
                || veil.Hides(name.GetString()!.Trim('"'), isKey: true));
        if (hides)
        {
            WriteHidden("", bound);
            State = PayloadState.Masked;
        }
        else
        {
            bound.WriteTo(_output);
        }
    }

    private void WriteAnything(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                _output.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    _output.WritePropertyName(property.Name);
                    if (veil.Hides(property.Name, keys.Contains(property.Name)))
                    {
                        WriteHidden(property.Name, property.Value);
                        See(PayloadState.Masked);
                    }
                    else
                    {
                        WriteAnything(property.Value);
                    }
                }

                _output.WriteEndObject();
                break;
            case JsonValueKind.Array:
                _output.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteAnything(item);
                }

                _output.WriteEndArray();
                break;
            default:
                element.WriteTo(_output);
                break;
        }
    }

    private void WriteHidden(string column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            _output.WriteNullValue();
            return;
        }

        var masked = column.Length == 0 ? null : veil.Masked(column, value);
        See(column.Length == 0 || masked is not null ? PayloadState.Masked : PayloadState.Emptied);
        if (masked is null)
        {
            _output.WriteNullValue();
        }
        else
        {
            _output.WriteStringValue(masked);
        }
    }

    private void See(PayloadState state) => State = state > State ? state : State;

    private static bool IsWrapped(JsonElement root)
        => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schema", out _) && root.TryGetProperty("payload", out _) && root.EnumerateObject().Count() == 2;

    private static bool IsEnvelope(JsonElement payload)
        => payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("op", out var op) && op.ValueKind == JsonValueKind.String
            && (IsRow(payload, "after") || IsRow(payload, "before"));

    private static bool IsRow(JsonElement payload, string name) => payload.TryGetProperty(name, out var row) && row.ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    private static bool IsCell(JsonElement value)
        => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("value", out _)
            && value.EnumerateObject().All(property => property.Name is "value" or "deletion_ts" or "set");
}
