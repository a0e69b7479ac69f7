using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdcFunctions.Unit.Operations.Configuration;

/// <summary>The part of JSON Schema that cdc.schema.json uses; an unknown keyword is an error, so that nothing goes unchecked.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal) { "$schema", "$defs", "title", "description", "default" };

    public static JsonSchema Load(string file) => new(JsonDocument.Parse(File.ReadAllText(file)).RootElement);

    public IEnumerable<string> Faults(JsonElement value) => Faults(root, value, "");

    /// <summary>Paths of all keys that the schema names: <c>sources[].tables.*.deletes</c>.</summary>
    public IEnumerable<string> Keys() => Keys(root, "");

    private IEnumerable<string> Keys(JsonElement schema, string path)
    {
        schema = Resolve(schema);
        foreach (var keyword in schema.EnumerateObject())
        {
            switch (keyword.Name)
            {
                case "properties":
                    foreach (var property in keyword.Value.EnumerateObject())
                    {
                        var below = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                        foreach (var key in Keys(property.Value, below).Prepend(below))
                        {
                            yield return key;
                        }
                    }

                    break;
                case "items":
                    foreach (var key in Keys(keyword.Value, path + "[]"))
                    {
                        yield return key;
                    }

                    break;
                case "additionalProperties" when keyword.Value.ValueKind == JsonValueKind.Object:
                    foreach (var key in Keys(keyword.Value, path + ".*"))
                    {
                        yield return key;
                    }

                    break;
                case "anyOf":
                    foreach (var key in keyword.Value.EnumerateArray().SelectMany(option => Keys(option, path)))
                    {
                        yield return key;
                    }

                    break;
            }
        }
    }

    private IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path)
    {
        schema = Resolve(schema);
        return schema.EnumerateObject().SelectMany(keyword => Check(schema, keyword, value, path));
    }

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string path) => keyword.Name switch
    {
        "type" => Types(keyword.Value).Any(type => IsOf(value, type)) ? [] : [$"{path} is not {keyword.Value}"],
        "enum" => keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? [] : [$"{path} is not in {keyword.Value}"],
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)) ? [] : [$"{path} does not match {keyword.Value}"],
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32() ? [] : [$"{path} is too short"],
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32() ? [] : [$"{path} is too long"],
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32() ? [] : [$"{path} has too few"],
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble() ? [] : [$"{path} is too small"],
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble() ? [] : [$"{path} is too large"],
        "required" => value.ValueKind != JsonValueKind.Object ? [] : keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path} lacks {name}"),
        "properties" => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject().SelectMany(entry => keyword.Value.TryGetProperty(entry.Name, out var below) ? Faults(below, entry.Value, $"{path}.{entry.Name}") : []),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject().Where(entry => !IsNamed(schema, entry.Name)).SelectMany(entry => Additional(keyword.Value, entry, path)),
        "items" => value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((item, index) => Faults(keyword.Value, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        "anyOf" => keyword.Value.EnumerateArray().Any(option => !Faults(option, value, path).Any()) ? [] : [$"{path} is none of the allowed forms"],
        _ => Annotations.Contains(keyword.Name) ? [] : throw new NotSupportedException($"This test does not know the keyword {keyword.Name}."),
    };

    private IEnumerable<string> Additional(JsonElement schema, JsonProperty entry, string path)
        => schema.ValueKind == JsonValueKind.False ? [$"{path}.{entry.Name} is not known"] : Faults(schema, entry.Value, $"{path}.{entry.Name}");

    private static bool IsNamed(JsonElement schema, string name)
        => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static IEnumerable<string> Types(JsonElement type)
        => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private JsonElement Resolve(JsonElement schema)
        => schema.TryGetProperty("$ref", out var reference) ? root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]) : schema;
}
