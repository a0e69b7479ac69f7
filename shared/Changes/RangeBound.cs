namespace CdcFunctions.Changes;

/// <summary>One end of a Cassandra range delete: the leading clustering columns it names and whether it includes them.</summary>
/// <param name="IsInclusive">True when the named prefix itself is inside.</param>
/// <param name="Values">Column name, value as the connector prints it, and whether the column is sorted descending.</param>
public sealed record RangeBound(bool IsInclusive, IReadOnlyList<(string Column, string Value, bool IsDescending)> Values);
