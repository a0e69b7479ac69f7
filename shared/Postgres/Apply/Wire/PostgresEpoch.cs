namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>PostgreSQL's clock: it counts from 2000-01-01 and ends where <c>datatype/timestamp.h</c> says.</summary>
internal static class PostgresEpoch
{
    /// <summary>2000-01-01 in days since 1970-01-01.</summary>
    public const long UnixDays = 10_957;

    /// <summary>2000-01-01 in microseconds since 1970-01-01.</summary>
    public const long UnixMicroseconds = UnixDays * MicrosecondsPerDay;

    /// <summary>Microseconds of a day.</summary>
    public const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>4714-11-24 BC, the first date, in days since 2000-01-01.</summary>
    public const long FirstDay = -2_451_545;

    /// <summary>5874898-01-01, the first day that is no date, in days since 2000-01-01.</summary>
    public const long EndDay = 2_145_031_949;

    /// <summary>4714-11-24 BC, the first timestamp, in microseconds since 2000-01-01.</summary>
    public const long FirstMicrosecond = -211_813_488_000_000_000;

    /// <summary>294277-01-01, the first moment that is no timestamp, in microseconds since 2000-01-01.</summary>
    public const long EndMicrosecond = 9_223_371_331_200_000_000;
}
