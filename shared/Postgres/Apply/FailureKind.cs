namespace CdcFunctions.Postgres.Apply;

/// <summary>What a failed batch calls for.</summary>
public enum FailureKind
{
    /// <summary>The database is away, busy or refuses the login: try the same batch again, later.</summary>
    Transient,

    /// <summary>A value does not fit: find the bad rows, park them, apply the rest.</summary>
    Data,

    /// <summary>The table is not what it was: look at it again.</summary>
    Schema,

    /// <summary>Another worker has the partition: stop writing for it.</summary>
    Fenced,

    /// <summary>Anything else is a bug: stop loudly, skip nothing.</summary>
    Bug,
}
