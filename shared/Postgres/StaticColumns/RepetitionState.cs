namespace CdcFunctions.Postgres.StaticColumns;

/// <summary>The triggers that stand, as <see cref="RepetitionSql.State"/> returns them.</summary>
internal sealed record RepetitionState
{
    /// <summary>Number of the clustered table in <c>cdc.target_table</c>.</summary>
    public int Id { get; init; }

    /// <summary>Body of the function that fills rows, or null.</summary>
    public string? Fill { get; init; }

    /// <summary>Body of the function that spreads static columns, or null.</summary>
    public string? Spread { get; init; }

    /// <summary>How many triggers call them.</summary>
    public int Triggers { get; init; }
}
