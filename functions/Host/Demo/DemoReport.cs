namespace CdcFunctions.Host.Demo;

/// <summary>What the demo found.</summary>
public sealed record DemoReport
{
    /// <summary>Records consumed, those without a change included.</summary>
    public required long Events { get; init; }

    /// <summary>Records without a change: tombstone records and the like.</summary>
    public required long WithoutChange { get; init; }

    /// <summary>From the start of the host to the last commit.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>False when the time was up before all events were applied.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Every target table.</summary>
    public required IReadOnlyList<DemoTable> Tables { get; init; }

    /// <summary>Dead letters in words: table and reason.</summary>
    public required IReadOnlyList<string> DeadLetters { get; init; }

    /// <summary>Events per second of <see cref="Elapsed"/>.</summary>
    public double EventsPerSecond => Elapsed > TimeSpan.Zero ? Events / Elapsed.TotalSeconds : 0;

    /// <summary>True when all events were applied and every table holds exactly the expected rows.</summary>
    public bool IsEqual => IsComplete && Tables.All(table => table.Comparison.IsEqual);
}
