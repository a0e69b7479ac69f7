namespace CdcFunctions.Operations.Configuration;

/// <summary>What happens when a source table changes shape; named after Flink CDC's behaviours.</summary>
public enum SchemaChangePolicy
{
    /// <summary>The target follows; a change that cannot be made pauses the table until a person acts.</summary>
    Evolve,

    /// <summary>The target follows where it can; what cannot be made is reported, and rows that need it go to the dead letters.</summary>
    Try,

    /// <summary>The target only gains columns; values of a changed type are converted to the type that is there, or left out.</summary>
    Lenient,

    /// <summary>The target stays as it is; unknown columns are left out and reported.</summary>
    Ignore,

    /// <summary>Any change pauses the table until a person decides.</summary>
    Exception,
}
