using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Numbers of a unit as microseconds.</summary>
internal static class TimeValue
{
    /// <summary>Microseconds; false when they do not fit 64 bits. Cut nanoseconds are counted; cutting goes towards the past, as cutting digits of the text would.</summary>
    public static bool TryMicroseconds(long value, TimeUnit unit, DecodeScratch scratch, out long microseconds)
    {
        switch (unit)
        {
            case TimeUnit.Milliseconds:
                microseconds = unchecked(value * 1000);
                return value is >= long.MinValue / 1000 and <= long.MaxValue / 1000;
            case TimeUnit.Microseconds:
                microseconds = value;
                return true;
            default:
                microseconds = value / 1000;
                var rest = value - (microseconds * 1000);
                if (rest != 0)
                {
                    scratch.TruncatedTimes++;
                    microseconds -= rest < 0 ? 1 : 0;
                }

                return true;
        }
    }
}
