using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>A day of the proleptic Gregorian calendar, far beyond the years of <see cref="DateOnly"/>.</summary>
/// <param name="Year">Astronomical year: 0 is 1 BC.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const int DaysPerEra = 146_097;

    // 0000-03-01, where eras of 400 years begin, in days before 1970-01-01.
    private const int EraShift = 719_468;

    /// <summary>The day this many days after 1970-01-01.</summary>
    public static CivilDate FromUnixDays(long days)
    {
        days += EraShift;
        var era = Math.DivRem(days, DaysPerEra, out var rest);
        if (rest < 0)
        {
            (era, rest) = (era - 1, rest + DaysPerEra);
        }

        var dayOfEra = (int)rest;
        var year = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * year) + (year / 4) - (year / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var month = shifted < 10 ? shifted + 3 : shifted - 9;
        return new CivilDate((era * 400) + year + (month <= 2 ? 1 : 0), month, dayOfYear - (((153 * shifted) + 2) / 5) + 1);
    }

    /// <summary>Days since 1970-01-01.</summary>
    public long ToUnixDays()
    {
        var year = Month <= 2 ? Year - 1 : Year;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5) + Day - 1;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - EraShift;
    }

    /// <summary>True when the month has that day.</summary>
    public bool Exists => Month is >= 1 and <= 12 && Day >= 1 && Day <= DaysInMonth;

    private int DaysInMonth => Month switch
    {
        2 => Year % 4 == 0 && (Year % 100 != 0 || Year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
