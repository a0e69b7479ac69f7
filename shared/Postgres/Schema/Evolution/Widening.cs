namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>How one PostgreSQL type relates to another that a source now asks for.</summary>
public enum Widening
{
    /// <summary>The same type.</summary>
    Same,

    /// <summary>Every value of the new type is one of the old: nothing needs to change.</summary>
    Narrower,

    /// <summary>Wider, and PostgreSQL only changes its catalog.</summary>
    Wider,

    /// <summary>Wider, but PostgreSQL writes the whole table anew.</summary>
    WiderByRewrite,

    /// <summary>Neither holds the other's values.</summary>
    None,
}
