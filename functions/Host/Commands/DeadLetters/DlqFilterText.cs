using System.CommandLine.Parsing;
using System.Globalization;
using CdcFunctions.Operations.Configuration.Reading;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>Reads the texts of <see cref="DlqFilterOptions"/>; a text that is wrong says what is allowed.</summary>
internal static class DlqFilterText
{
    private const string Range = "..";

    /// <summary>Words divided by commas, or from an option given several times.</summary>
    public static string[] Words(ArgumentResult result)
        => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Numbers of letters.</summary>
    public static long[] Ids(ArgumentResult result)
    {
        // An argument takes every word that no option does, mistyped options among them.
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option && result.Parent is CommandResult { Command: var command })
        {
            result.AddError(UsageFault.Unknown(option.Value, command));
            return [];
        }

        var ids = new List<long>();
        foreach (var word in Words(result))
        {
            if (Number(word) is { } id)
            {
                ids.Add(id);
            }
            else
            {
                result.AddError($"{word} is no number of a dead letter. cdc dlq list shows them.");
            }
        }

        return [.. ids];
    }

    /// <summary>One offset or a range.</summary>
    public static OffsetRange? Offsets(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var divide = text.IndexOf(Range, StringComparison.Ordinal);
        var (from, to) = divide < 0 ? (text, text) : (text[..divide], text[(divide + Range.Length)..]);
        var (first, last) = (Number(from), Number(to));
        if ((first is null && from.Length > 0) || (last is null && to.Length > 0) || (first is null && last is null) || first > last)
        {
            result.AddError($"--offset is {text}. Allowed: an offset, or a range such as 100..200, 100.. or ..200.");
        }

        return new OffsetRange(first, last);
    }

    /// <summary>A time, or how long ago.</summary>
    public static DateTimeOffset? Time(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Duration.TryParse(text, out var ago))
        {
            return TimeProvider.System.GetUtcNow() - ago;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"The time {text} is not known. Allowed: a time such as 2026-08-01T12:00Z, or how long ago, such as 30m, 24h or 7d.");
        return null;
    }

    /// <summary>At least one.</summary>
    public static int? Limit(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Number(text) is { } limit and > 0 and <= int.MaxValue)
        {
            return (int)limit;
        }

        result.AddError($"--limit is {text}. Allowed: 1 to {int.MaxValue}.");
        return null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
