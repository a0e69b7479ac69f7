using System.Globalization;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Sizes as configuration writes them: bytes, or a whole number and a unit, <c>512KiB</c>, <c>16MiB</c>, <c>1GiB</c>.</summary>
internal static class ByteSize
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "bytes, or a whole number and KiB, MiB or GiB, such as 16MiB";

    private static readonly (string Unit, long Bytes)[] Units = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("", 1L)];

    /// <summary>Reads <paramref name="text"/>; false when it is not of the allowed form.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var number = text.AsSpan().TrimEnd("KMGiB");
        foreach (var (unit, size) in Units)
        {
            if (text.AsSpan(number.Length).SequenceEqual(unit)
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count <= long.MaxValue / size)
            {
                bytes = count * size;
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a size in the largest unit that keeps it whole.</summary>
    public static string Format(long bytes)
    {
        var (unit, size) = Array.Find(Units, known => bytes % known.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }
}
