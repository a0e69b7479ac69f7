using System.Text.Unicode;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>What PostgreSQL asks of text: UTF-8, no U+0000, no more characters than declared.</summary>
internal static class Utf8Text
{
    /// <summary>Why the text cannot be stored under this limit, or <see cref="CellFaultKind.None"/>.</summary>
    public static CellFaultKind Check(ReadOnlySpan<byte> text, int limit)
    {
        // Most text is plain, and one look tells.
        if (text.ContainsAnyExceptInRange((byte)1, (byte)0x7f))
        {
            if (text.Contains((byte)0))
            {
                return CellFaultKind.NulInText;
            }

            if (!Utf8.IsValid(text))
            {
                return CellFaultKind.BadEncoding;
            }
        }

        return text.Length <= limit || Fits(text, limit) ? CellFaultKind.None : CellFaultKind.TooLong;
    }

    // The standard lets trailing spaces beyond the limit go without an error, and so does PostgreSQL.
    private static bool Fits(ReadOnlySpan<byte> text, int limit)
    {
        var characters = 0;
        foreach (var part in text.TrimEnd((byte)' '))
        {
            characters += (part & 0xC0) == 0x80 ? 0 : 1;
        }

        return characters <= limit;
    }
}
