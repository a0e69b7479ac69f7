namespace CdcFunctions.Host.Demo.Expected;

/// <summary>One place where target and expectation differ. Holds row values: for demos and tests on recorded events only.</summary>
/// <param name="Key">Key of the row.</param>
/// <param name="Column">The column; null when the whole row is missing or too much.</param>
/// <param name="Expected">Expected value; null when the row is too much.</param>
/// <param name="Actual">Value in the target; null when the row is missing.</param>
public sealed record RowDifference(string Key, string? Column, string? Expected, string? Actual)
{
    /// <inheritdoc />
    public override string ToString() => (Column, Expected, Actual) switch
    {
        (null, _, null) => $"{Key}: row is missing",
        (null, null, _) => $"{Key}: row should not be there",
        _ => $"{Key}: {Column} is {Short(Actual)}, expected {Short(Expected)}",
    };

    private static string Short(string? value) => value is null ? "NULL" : value.Length > 120 ? value[..120] + "…" : value;
}
