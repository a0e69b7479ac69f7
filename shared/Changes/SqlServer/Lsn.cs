using System.Globalization;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>Log sequence numbers as Debezium prints them: <c>8hex:8hex:4hex</c>.</summary>
internal static class Lsn
{
    /// <summary>First two groups as one number, third group as the other.</summary>
    /// <remarks>The top bit of the first group is a log file number beyond two billion: real servers never reach it, so that signed order is LSN order.</remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out long version, out long slot)
    {
        (version, slot) = (0, 0);
        if (text.Length != 22 || text[8] != ':' || text[17] != ':'
            || !uint.TryParse(text[..8], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var file)
            || !uint.TryParse(text.Slice(9, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var block)
            || !ushort.TryParse(text[18..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var third))
        {
            return false;
        }

        version = (long)(((ulong)file << 32) | block);
        slot = third;
        return true;
    }
}
