namespace CdcFunctions.Postgres.Checkpoints;

/// <summary>Another worker has taken the partition: this one must stop writing for it.</summary>
public sealed class FencedException : Exception
{
    /// <summary>SQLSTATE raised by <c>cdc.advance</c> for a stale epoch.</summary>
    public const string StaleEpoch = "CD001";

    /// <summary>SQLSTATE raised by <c>cdc.advance</c> for an offset that is not the stored one.</summary>
    public const string UnexpectedOffset = "CD002";

    /// <summary>Without a message.</summary>
    public FencedException()
    {
    }

    /// <summary>With what happened.</summary>
    public FencedException(string message)
        : base(message)
    {
    }

    /// <summary>With what happened and why.</summary>
    public FencedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
