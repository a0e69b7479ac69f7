namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>What a condition says about a row.</summary>
internal enum Truth : byte
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It holds.</summary>
    True,

    /// <summary>A column is NULL: as in SQL neither holds nor does its opposite.</summary>
    Unknown,

    /// <summary>The event does not tell a column, so that only the stored row could answer.</summary>
    Undecided,
}
