namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Outcome of comparing one target table with its expectation.</summary>
/// <param name="Schema">Target schema.</param>
/// <param name="Table">Target table.</param>
/// <param name="Rows">Rows in the target.</param>
/// <param name="Expected">Rows expected.</param>
/// <param name="NotStorable">Expected rows with U+0000 in a text, which PostgreSQL cannot hold; they belong in the dead letters.</param>
/// <param name="Differences">Every difference.</param>
public sealed record TableComparison(string Schema, string Table, long Rows, long Expected, long NotStorable, IReadOnlyList<RowDifference> Differences)
{
    /// <summary>True when nothing differs.</summary>
    public bool IsEqual => Differences.Count == 0;

    /// <inheritdoc />
    public override string ToString()
        => IsEqual
            ? $"{Schema}.{Table}: {Rows} rows, as expected"
            : $"{Schema}.{Table}: {Rows} rows, expected {Expected}, {Differences.Count} differences\n  {string.Join("\n  ", Differences.Take(20))}";
}
