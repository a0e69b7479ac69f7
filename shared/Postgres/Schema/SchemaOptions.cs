namespace CdcFunctions.Postgres.Schema;

/// <summary>How target tables are changed.</summary>
public sealed record SchemaOptions
{
    /// <summary>Longest wait for the lock of a table. Short: every reader of the table waits behind it. The batch is then tried again.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Size up to which a table is written anew for a wider type; larger ones become a migration task.</summary>
    public long LargestRewriteBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a table that waits for a person is written to before it is looked at again.</summary>
    public TimeSpan LookAgainAfter { get; init; } = TimeSpan.FromSeconds(15);
}
