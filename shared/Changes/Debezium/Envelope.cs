namespace CdcFunctions.Changes.Debezium;

/// <summary>What one pass over a record found: where its parts begin, and what it is.</summary>
internal struct Envelope
{
    /// <summary>No parts yet.</summary>
    public Envelope()
    {
    }

    /// <summary>Origin of the change.</summary>
    public SourceBlock Source { get; set; }

    /// <summary>Operation letter, or 0.</summary>
    public byte Op { get; set; }

    /// <summary>Start of <c>after</c> when it is an object, else -1.</summary>
    public int AfterAt { get; set; } = -1;

    /// <summary>Start of <c>before</c> when it is an object, else -1.</summary>
    public int BeforeAt { get; set; } = -1;

    /// <summary>Start of the payload's <c>key</c> when it is an object, else -1.</summary>
    public int KeyAt { get; set; } = -1;

    /// <summary>End of the payload's <c>key</c>.</summary>
    public int KeyEnd { get; set; }

    /// <summary>True once the values of <c>after</c> stand in the row.</summary>
    public bool IsAfterRead { get; set; }

    /// <summary>Number of top-level properties.</summary>
    public int Properties { get; set; }

    /// <summary>True when <c>after</c> or <c>before</c> is there, even as null.</summary>
    public bool HasRowImage { get; set; }

    /// <summary>True when the envelope's own <c>ts_us</c> is there and null.</summary>
    public bool IsTimeUsNull { get; set; }

    /// <summary>True when the envelope's own <c>ts_us</c> is a number.</summary>
    public bool HasTimeUs { get; set; }

    /// <summary>True when <c>ts_ms</c> is there.</summary>
    public bool HasTimeMs { get; set; }

    /// <summary>Control record by its properties, if it is one.</summary>
    public ControlRecord? Control { get; set; }
}
