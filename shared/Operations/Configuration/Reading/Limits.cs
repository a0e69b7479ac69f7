using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>The range that an option's property declares by <see cref="RangeAttribute"/>.</summary>
internal readonly record struct Limits<T>(T Least, T Most)
    where T : IComparable<T>
{
    /// <summary>True for a value inside, ends included.</summary>
    public bool Hold(T value) => value.CompareTo(Least) >= 0 && value.CompareTo(Most) <= 0;

    /// <summary>The nearest value inside.</summary>
    public T Clamp(T value) => value.CompareTo(Least) < 0 ? Least : value.CompareTo(Most) > 0 ? Most : value;
}

/// <summary>Finds <see cref="Limits{T}"/> on the property, so that the range is written in one place.</summary>
internal static class Limits
{
    /// <summary>Range of a whole number.</summary>
    public static Limits<int> Numbers<TOptions>(string property)
    {
        var range = Of<TOptions>(property);
        return new((int)range.Minimum, (int)range.Maximum);
    }

    /// <summary>Range of a length of time.</summary>
    public static Limits<TimeSpan> Durations<TOptions>(string property)
    {
        var range = Of<TOptions>(property);
        return new(TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture), TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture));
    }

    private static RangeAttribute Of<TOptions>(string property)
        => typeof(TOptions).GetProperty(property)!.GetCustomAttribute<RangeAttribute>()!;
}
