using System.Globalization;
using CdcFunctions.Operations.Configuration.Tree;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <content>Values of the kinds that settings have. Each returns the default when the key is absent or its value is at fault.</content>
internal sealed partial class Section
{
    /// <summary>Text; null when absent.</summary>
    public string? Text(string key) => Ask(key) switch
    {
        null => null,
        ScalarNode scalar => scalar.Value,
        var other => WrongKind<string>(key, other, "a single value"),
    };

    /// <summary>Text of one of a few words.</summary>
    public T Choice<T>(string key, T otherwise, IReadOnlyList<(string Word, T Value)> choices)
    {
        if ((Text(key) ?? WordNull(key)) is not { } text)
        {
            return otherwise;
        }

        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        var words = choices.Select(choice => choice.Word).ToList();
        var meant = EditDistance.Nearest(text, words);
        FaultyValue(key, text, string.Join(", ", words), meant is null ? "Choose one of them" : ChangeTo(key, meant));
        return otherwise;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise) => Choice(key, otherwise, Words.Flags);

    /// <summary>A length of time within a property's range.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, Limits<TimeSpan> limits)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (!Reading.Duration.TryParse(text, out var value))
        {
            var suggestion = Reading.Duration.Suggest(text) ?? Reading.Duration.Format(otherwise);
            FaultyValue(key, text, Reading.Duration.Allowed, ChangeTo(key, suggestion));
            return otherwise;
        }

        return Within(key, text, value, otherwise, limits, Reading.Duration.Format);
    }

    /// <summary>A whole number within a property's range.</summary>
    public int Number(string key, int otherwise, Limits<int> limits)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            FaultyValue(key, text, $"a whole number from {limits.Least} to {limits.Most}", ChangeTo(key, otherwise.ToString(CultureInfo.InvariantCulture)));
            return otherwise;
        }

        var clamped = (int)Math.Clamp(value, int.MinValue, int.MaxValue);
        return Within(key, text, clamped, otherwise, limits, number => number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A number of bytes within a property's range.</summary>
    public int Bytes(string key, int otherwise, Limits<int> limits)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        if (!ByteSize.TryParse(text, out var value))
        {
            FaultyValue(key, text, ByteSize.Allowed, ChangeTo(key, ByteSize.Format(otherwise)));
            return otherwise;
        }

        return Within(key, text, (int)Math.Min(value, int.MaxValue), otherwise, limits, bytes => ByteSize.Format(bytes));
    }

    /// <summary>One text or a list of texts, each with the place it was written; null when absent.</summary>
    public IReadOnlyList<(string Value, Origin Origin, string Path)>? Texts(string key)
    {
        switch (Ask(key))
        {
            case null:
                return null;
            case ScalarNode scalar:
                return [(scalar.Value!, scalar.Origin, PathOf(key))];
            case ListNode list:
                return [.. list.Items.Select((item, index) => ItemText(key, item, index)).OfType<(string, Origin, string)>()];
            case var other:
                _ = WrongKind<string>(key, other, "one value, or a list");
                return null;
        }
    }

    /// <summary>Texts under names that a person chose.</summary>
    public IReadOnlyList<(string Name, string Value)> NamedTexts()
    {
        var texts = new List<(string, string)>();
        foreach (var entry in map.Entries)
        {
            _asked.Add(entry.Key);
            if (entry.Value is ScalarNode scalar)
            {
                texts.Add((entry.Key, scalar.Value ?? ""));
            }
            else
            {
                Fault(entry.Key, $"is {entry.Value.Kind}", "a single value", remedy: null);
            }
        }

        return texts;
    }

    private string? WordNull(string key) => map.Find(key)?.Value is ScalarNode { Word: "null" } ? "null" : null;

    private (string Value, Origin Origin, string Path)? ItemText(string key, Node item, int index)
    {
        if (item is ScalarNode { Value: { } text })
        {
            return (text, item.Origin, Paths.Item(PathOf(key), index));
        }

        reader.Faults.Add(item.Origin, Paths.Item(PathOf(key), index), $"is {item.Kind}", "a single value", remedy: null);
        return null;
    }

    private T Within<T>(string key, string text, T value, T otherwise, Limits<T> limits, Func<T, string> format)
        where T : IComparable<T>
    {
        if (limits.Hold(value))
        {
            return value;
        }

        FaultyValue(key, text, $"{format(limits.Least)} to {format(limits.Most)}", ChangeTo(key, format(limits.Clamp(value))));
        return otherwise;
    }
}
