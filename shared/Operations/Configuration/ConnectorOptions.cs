namespace CdcFunctions.Operations.Configuration;

/// <summary>Connector settings that decide the wire form; named and valued as in Debezium's own configuration.</summary>
public sealed record ConnectorOptions
{
    /// <summary><c>precise</c>, <c>string</c> or <c>double</c>; null when not said.</summary>
    public string? DecimalHandlingMode { get; init; }

    /// <summary><c>adaptive</c>, <c>adaptive_time_microseconds</c>, <c>connect</c>, <c>isostring</c>, <c>microseconds</c>, <c>nanoseconds</c>; null when not said.</summary>
    public string? TimePrecisionMode { get; init; }

    /// <summary><c>bytes</c>, <c>base64</c>, <c>base64-url-safe</c> or <c>hex</c>; null when not said.</summary>
    public string? BinaryHandlingMode { get; init; }

    /// <summary>Cassandra's <c>varint.handling.mode</c>: <c>long</c>, <c>precise</c> or <c>string</c>; null when not said.</summary>
    public string? VarintHandlingMode { get; init; }

    /// <summary>
    /// ScyllaDB's <c>cdc.include.after</c> of the advanced output: <c>full</c> or <c>only-updated</c>; null is <c>full</c>. With
    /// <c>only-updated</c> a null is a column that the write did not touch. Nothing in the events tells which it is.
    /// </summary>
    public string? IncludeAfter { get; init; }

    /// <summary>Rows in events hold only what was written.</summary>
    public bool IsOnlyUpdated => IncludeAfter is "only-updated";
}
