using System.Globalization;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Kafka;

/// <summary>Reads single settings and reports those that make no sense.</summary>
internal sealed class TuningReader(ICollection<ConfigurationFault> faults)
{
    /// <summary>A whole number in a range; null when unset or at fault.</summary>
    public int? Number(string place, string name, string? text, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(new(place, name, $"is \"{text}\"", $"{least} to {most}", "Correct it, or remove it for the default."));
        return null;
    }

    /// <summary>A duration such as <c>00:05:00</c>; null when unset or at fault.</summary>
    public TimeSpan? Time(string place, string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromDays(1))
        {
            return time;
        }

        faults.Add(new(place, name, $"is \"{text}\"", "a time from 00:00:01 to 1.00:00:00", "Correct it, or remove it."));
        return null;
    }

    /// <summary>One of an enumeration's words.</summary>
    public TWord Word<TWord>(string place, string name, string? text, TWord unset)
        where TWord : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return unset;
        }

        if (Enum.TryParse<TWord>(text, ignoreCase: true, out var word) && Enum.IsDefined(word))
        {
            return word;
        }

        faults.Add(new(place, name, $"is \"{text}\"", string.Join(", ", Enum.GetNames<TWord>()), "Correct it, or remove it for the default."));
        return unset;
    }
}
