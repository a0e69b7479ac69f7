namespace CdcFunctions.Operations.Configuration;

/// <summary>How to reach the warehouse.</summary>
public sealed record PostgresOptions
{
    /// <summary>Npgsql connection string. A secret as soon as it holds a password: never printed.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Longest time one statement may take before the batch is given up and retried.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most connections the host opens.</summary>
    public int MaxConnections { get; init; } = 16;
}
