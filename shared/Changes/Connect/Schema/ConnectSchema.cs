using System.Globalization;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Schema;

/// <summary>A Kafka Connect schema as JsonConverter embeds it.</summary>
internal sealed record ConnectSchema
{
    /// <summary><c>int32</c>, <c>string</c>, <c>struct</c>, …</summary>
    public required string Type { get; init; }

    /// <summary>Semantic name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Name of the field this is the schema of, or null.</summary>
    public string? Field { get; init; }

    /// <summary>False when null is no value.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Parameters, such as the scale of a decimal.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Fields of a struct, in order.</summary>
    public IReadOnlyList<ConnectSchema> Fields { get; init; } = [];

    /// <summary>Elements of an array, or values of a map.</summary>
    public ConnectSchema? Items { get; init; }

    /// <summary>Keys of a map.</summary>
    public ConnectSchema? Keys { get; init; }

    /// <summary>A field by name, or null.</summary>
    public ConnectSchema? Find(string field) => Fields.FirstOrDefault(one => string.Equals(one.Field, field, StringComparison.Ordinal));

    /// <summary>A whole-number parameter, or null.</summary>
    public int? Number(string parameter)
        => Parameters.TryGetValue(parameter, out var text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads the <c>schema</c> object; null when it is none.</summary>
    /// <remarks>Runs once per schema; throws <see cref="JsonException"/> for broken JSON.</remarks>
    public static ConnectSchema? Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    private static ConnectSchema? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || Text(element, "type") is not { } type)
        {
            return null;
        }

        var schema = new ConnectSchema
        {
            Type = type,
            Name = Text(element, "name"),
            Field = Text(element, "field"),
            IsOptional = element.TryGetProperty("optional", out var optional) && optional.ValueKind == JsonValueKind.True,
            Items = Child(element, "items") ?? Child(element, "values"),
            Keys = Child(element, "keys"),
            Fields = Children(element),
        };
        return element.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object
            ? schema with { Parameters = parameters.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString(), StringComparer.Ordinal) }
            : schema;
    }

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ConnectSchema? Child(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? Read(value) : null;

    private static List<ConnectSchema> Children(JsonElement element)
        => element.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array
            ? [.. fields.EnumerateArray().Select(Read).OfType<ConnectSchema>()]
            : [];
}
