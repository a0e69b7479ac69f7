namespace CdcFunctions.Postgres.Tables;

/// <summary>Reads <c>pg_attribute.atttypmod</c>: what a declaration says in parentheses.</summary>
internal static class PgTypeModifier
{
    private const int HeaderSize = 4;

    /// <summary>The type with length, precision and scale filled in from the modifier; -1 means none.</summary>
    public static PgType Apply(PgType type, int modifier) => modifier < 0 || !type.IsBuiltIn
        ? type
        : type.Name switch
        {
            "varchar" or "bpchar" => type with { Length = modifier - HeaderSize },
            "bit" or "varbit" => type with { Length = modifier },
            "numeric" => type with { Precision = ((modifier - HeaderSize) >> 16) & 0xffff, Scale = NumericScale(modifier) },
            "time" or "timetz" or "timestamp" or "timestamptz" => type with { Precision = modifier },
            "interval" when (modifier & 0xffff) != 0xffff => type with { Precision = modifier & 0xffff },
            _ => type,
        };

    // 11 bits, signed since PostgreSQL 15; older servers only use 0 to 1000 of them.
    private static int NumericScale(int modifier) => (((modifier - HeaderSize) & 0x7ff) ^ 1024) - 1024;
}
