namespace CdcFunctions.Operations.Configuration;

/// <summary>Names of tables and columns by pattern: <c>*</c> any characters, <c>?</c> one, regardless of case.</summary>
public static class NamePattern
{
    /// <summary>True when the text is a pattern, not a name.</summary>
    public static bool IsPattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAny('*', '?');
    }

    /// <summary>True when the name is meant.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(name);
        var (p, n, star, after) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, after) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(name[n])))
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                (p, n) = (star + 1, ++after);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
