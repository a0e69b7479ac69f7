using System.Text;

namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>Cuts a filter into words and signs.</summary>
internal static class FilterTokens
{
    private static readonly string[] Signs = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","];

    /// <summary>All tokens; the last is <see cref="FilterTokenKind.End"/> or <see cref="FilterTokenKind.Bad"/>.</summary>
    public static List<FilterToken> Of(string text)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            tokens.Add(Next(text, ref at));
            if (tokens[^1].Kind is FilterTokenKind.End or FilterTokenKind.Bad)
            {
                return tokens;
            }
        }
    }

    private static FilterToken Next(string text, ref int at)
    {
        var start = at;
        if (at == text.Length)
        {
            return new(FilterTokenKind.End, "", start + 1);
        }

        var first = text[at];
        if (first is '\'' or '"')
        {
            return Quoted(text, ref at, first);
        }

        if (char.IsAsciiDigit(first) || (first is '-' or '+' or '.' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.')))
        {
            return Number(text, ref at);
        }

        if (char.IsLetter(first) || first == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$'))
            {
                at++;
            }

            return new(FilterTokenKind.Word, text[start..at], start + 1);
        }

        var sign = Array.Find(Signs, sign => text.AsSpan(start).StartsWith(sign, StringComparison.Ordinal));
        at += sign?.Length ?? 1;
        return new(sign is null ? FilterTokenKind.Bad : FilterTokenKind.Sign, sign ?? text[start..at], start + 1);
    }

    // A doubled quote stands for itself.
    private static FilterToken Quoted(string text, ref int at, char quote)
    {
        var start = at++;
        var content = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != quote)
            {
                content.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                content.Append(quote);
                at += 2;
            }
            else
            {
                at++;
                return new(quote == '"' ? FilterTokenKind.Quoted : FilterTokenKind.Text, content.ToString(), start + 1);
            }
        }

        return new(FilterTokenKind.Bad, quote.ToString(), start + 1);
    }

    private static FilterToken Number(string text, ref int at)
    {
        var start = at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')))
        {
            at++;
        }

        return new(FilterTokenKind.Number, text[start..at], start + 1);
    }
}
