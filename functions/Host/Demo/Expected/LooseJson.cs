using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Compares fields of user-defined types, whose types neither the expectation nor an event without schema tells.</summary>
/// <remarks>
/// The Scylla connector sends a null collection inside a user-defined type as an empty one and a value of nulls as null;
/// Cassandra's sends a date inside as its day number.
/// </remarks>
internal static class LooseJson
{
    private static readonly ComparisonPrecision Exact = new(false, false);
    private static readonly SourceFamily[] Forms = [SourceFamily.Decimal, SourceFamily.Date, SourceFamily.Timestamp, SourceFamily.Time, SourceFamily.Uuid, SourceFamily.Inet];

    /// <summary>True when one reading of the two makes them the same.</summary>
    public static bool AreSame(JsonElement expected, JsonElement actual)
    {
        if (IsEmpty(expected) || IsEmpty(actual))
        {
            return IsEmpty(expected) && IsEmpty(actual);
        }

        return (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => expected.EnumerateObject().Select(field => field.Name).Union(actual.EnumerateObject().Select(field => field.Name), StringComparer.Ordinal)
                .All(name => AreSame(Field(expected, name), Field(actual, name))),
            (JsonValueKind.Array, JsonValueKind.Array) => JsonValues.InOrder(expected, actual, (left, right, _) => AreSame(left, right)),
            (JsonValueKind.Object or JsonValueKind.Array, _) or (_, JsonValueKind.Object or JsonValueKind.Array) => false,
            _ => Array.Exists([SourceFamily.Text, .. Forms], form => ReadsSame(form, JsonValues.Text(expected), JsonValues.Text(actual))),
        };
    }

    private static bool ReadsSame(SourceFamily form, string expected, string actual)
        => string.Equals(ScalarText.Canonical(form, expected, Exact), ScalarText.Canonical(form, actual, Exact), StringComparison.Ordinal);

    private static JsonElement Field(JsonElement value, string name) => value.TryGetProperty(name, out var field) ? field : default;

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(field => IsEmpty(field.Value)),
        _ => false,
    };
}
