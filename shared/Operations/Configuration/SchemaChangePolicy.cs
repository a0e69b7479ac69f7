namespace CdcFunctions.Operations.Configuration;

/// <summary>What happens when a source table changes shape; named after Flink CDC's behaviours.</summary>
public enum SchemaChangePolicy
{
    /// <summary>The target follows; a failing change stops the table.</summary>
    Evolve,

    /// <summary>The target follows where it can; a failing change is reported and passed over.</summary>
    Try,

    /// <summary>The target only gains: columns are added, never narrowed or dropped.</summary>
    Lenient,

    /// <summary>The target stays as it is; unknown columns are left out and reported.</summary>
    Ignore,

    /// <summary>Any change stops the table until a person decides.</summary>
    Exception,
}
