namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>What <c>timestamp(3)</c> and its like keep: PostgreSQL rounds the rest, and the encoders count it.</summary>
internal static class SecondDigits
{
    /// <summary>Smallest step in microseconds under a declared precision.</summary>
    public static long Unit(int? precision)
    {
        long unit = 1;
        for (var digits = precision ?? 6; digits < 6; digits++)
        {
            unit *= 10;
        }

        return unit;
    }
}
