namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>How well a source kind fits a target type.</summary>
public enum ConversionGrade : byte
{
    /// <summary>Every value arrives as it was.</summary>
    Exact,

    /// <summary>A value that fits arrives as it was; one that does not is a fault before anything is sent.</summary>
    Checked,

    /// <summary>A value may lose its last digits; each such value is counted.</summary>
    Rounded,

    /// <summary>PostgreSQL reads the text itself; what it refuses is a data error of that row.</summary>
    Parsed,
}
