namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Unit of a time sent as a number.</summary>
internal enum TimeUnit : byte
{
    /// <summary>Nothing tells the unit.</summary>
    Unknown,

    /// <summary>10⁻³ s.</summary>
    Milliseconds,

    /// <summary>10⁻⁶ s.</summary>
    Microseconds,

    /// <summary>10⁻⁹ s.</summary>
    Nanoseconds,
}
