using System.Text;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>SQL's <c>like</c>: <c>%</c> any characters, <c>_</c> one, a backslash takes the next one as it is.</summary>
internal sealed class LikePattern
{
    private const int Any = -1;
    private const int One = -2;

    private readonly int[] _tokens;

    public LikePattern(string pattern)
    {
        var tokens = new List<int>();
        var isTaken = false;
        foreach (var rune in pattern.EnumerateRunes())
        {
            if (!isTaken && rune.Value == '\\')
            {
                isTaken = true;
                continue;
            }

            tokens.Add(isTaken ? rune.Value : rune.Value switch { '%' => Any, '_' => One, var plain => plain });
            isTaken = false;
        }

        _tokens = [.. tokens];
    }

    /// <summary>True when the UTF-8 text fits.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        var (token, star) = (0, -1);
        ReadOnlySpan<byte> retry = default;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var size);
            if (token < _tokens.Length && _tokens[token] == Any)
            {
                star = token++;
                retry = text;
            }
            else if (token < _tokens.Length && (_tokens[token] == One || _tokens[token] == rune.Value))
            {
                token++;
                text = text[size..];
            }
            else if (star >= 0)
            {
                // The last % takes one character more.
                Rune.DecodeFromUtf8(retry, out _, out var skipped);
                retry = retry[skipped..];
                token = star + 1;
                text = retry;
            }
            else
            {
                return false;
            }
        }

        return !_tokens.AsSpan(token).ContainsAnyExcept(Any);
    }
}
