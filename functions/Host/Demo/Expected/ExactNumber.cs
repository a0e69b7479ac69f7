using System.Globalization;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>One spelling for every way to write the same decimal number, without loss.</summary>
internal static class ExactNumber
{
    /// <summary>Sign, digits without zeros at either end, exponent; or null when the text is no number.</summary>
    public static string? Canonical(string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
        {
            return text;
        }

        var (mantissa, exponent) = text.IndexOfAny(['e', 'E']) is var at and >= 0
            ? (text[..at], int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : (int?)null)
            : (text, 0);
        var isNegative = mantissa.StartsWith('-');
        var parts = mantissa.TrimStart('+', '-').Split('.');
        var digits = string.Concat(parts);
        if (exponent is null || parts.Length > 2 || digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var whole = digits.TrimStart('0');
        var significant = whole.TrimEnd('0');
        var scale = exponent.Value - (parts.Length == 2 ? parts[1].Length : 0) + whole.Length - significant.Length;
        return significant.Length == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{(isNegative ? "-" : "")}{significant}E{scale}");
    }
}
