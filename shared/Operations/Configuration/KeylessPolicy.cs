namespace CdcFunctions.Operations.Configuration;

/// <summary>What becomes of the events of a table that has no key (SQL Server).</summary>
public enum KeylessPolicy
{
    /// <summary>They go to the dead letters, until a person names a key or one of the others.</summary>
    DeadLetter,

    /// <summary>Every change is a row of its own: the target is a log of changes.</summary>
    Append,

    /// <summary>The content of a row is its key: the target holds the source's rows, equal ones once.</summary>
    HashKey,
}
