using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>How to reach the warehouse.</summary>
public sealed record PostgresOptions
{
    /// <summary>Npgsql connection string. A secret as soon as it holds a password: never printed.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Longest time one statement may take before the batch is given up and retried. Also the time after which a server that is gone without a word is noticed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most connections the host opens.</summary>
    [Range(2, 1_000)]
    public int MaxConnections { get; init; } = 16;

    /// <summary>Passing failures of this length park a batch (<c>outage.deadLetterAfter</c>); null waits for ever (<c>outage: pause</c>).</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan? DeadLetterAfter { get; init; }
}
