using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Compares a collection, tuple or user-defined type of the source with the JSON that stands in the target.</summary>
internal static class JsonValues
{
    /// <summary>True when both say the same.</summary>
    public static bool AreSame(SourceType type, JsonElement expected, JsonElement actual, ComparisonPrecision precision)
    {
        if (IsNull(expected) || IsNull(actual))
        {
            return type.Family == SourceFamily.Struct ? LooseJson.AreSame(expected, actual) : IsNull(expected) && IsNull(actual);
        }

        return type.Family switch
        {
            SourceFamily.List => AreBoth(JsonValueKind.Array, expected, actual) && InOrder(expected, actual, (left, right, _) => AreSame(type.Arguments[0], left, right, precision)),
            SourceFamily.Tuple => AreBoth(JsonValueKind.Array, expected, actual) && InOrder(expected, actual, (left, right, place) => AreSame(type.Arguments[place], left, right, precision)),
            SourceFamily.Set => AreBoth(JsonValueKind.Array, expected, actual) && InAnyOrder(expected, actual, (left, right) => AreSame(type.Arguments[0], left, right, precision)),
            SourceFamily.Map => AreBoth(JsonValueKind.Object, expected, actual) && ByKey(type, expected, actual, precision),
            SourceFamily.Struct => LooseJson.AreSame(expected, actual),
            _ => string.Equals(Canonical(type, expected, precision), Canonical(type, actual, precision), StringComparison.Ordinal),
        };
    }

    /// <summary>Same length and every pair alike.</summary>
    public static bool InOrder(JsonElement expected, JsonElement actual, Func<JsonElement, JsonElement, int, bool> areSame)
        => expected.GetArrayLength() == actual.GetArrayLength()
            && expected.EnumerateArray().Zip(actual.EnumerateArray()).Select((pair, place) => areSame(pair.First, pair.Second, place)).All(same => same);

    /// <summary>JSON's two spellings of a scalar: in quotes or not.</summary>
    public static string Text(JsonElement scalar) => scalar.ValueKind == JsonValueKind.String ? scalar.GetString()! : scalar.GetRawText();

    /// <summary>True for null and for nothing at all.</summary>
    public static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    private static bool InAnyOrder(JsonElement expected, JsonElement actual, Func<JsonElement, JsonElement, bool> areSame)
    {
        var rest = actual.EnumerateArray().ToList();
        foreach (var element in expected.EnumerateArray())
        {
            var place = rest.FindIndex(candidate => areSame(element, candidate));
            if (place < 0)
            {
                return false;
            }

            rest.RemoveAt(place);
        }

        return rest.Count == 0;
    }

    private static bool ByKey(SourceType type, JsonElement expected, JsonElement actual, ComparisonPrecision precision)
    {
        string Key(string key) => ScalarText.Canonical(type.Arguments[0].Family, key, precision);
        var values = actual.EnumerateObject().ToDictionary(entry => Key(entry.Name), entry => entry.Value, StringComparer.Ordinal);
        return expected.EnumerateObject().Count() == values.Count
            && expected.EnumerateObject().All(entry => values.TryGetValue(Key(entry.Name), out var value) && AreSame(type.Arguments[1], entry.Value, value, precision));
    }

    private static bool AreBoth(JsonValueKind kind, JsonElement expected, JsonElement actual) => expected.ValueKind == kind && actual.ValueKind == kind;

    private static string Canonical(SourceType type, JsonElement scalar, ComparisonPrecision precision) => ScalarText.Canonical(type.Family, Text(scalar), precision);
}
