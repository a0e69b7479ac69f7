using System.Globalization;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>A SQL Server column type.</summary>
/// <param name="Name">Lower-case name: <c>decimal</c>, <c>datetime2</c>, <c>nvarchar</c>.</param>
/// <param name="Size">First number in brackets (precision, length or fractional digits), or null.</param>
/// <param name="Scale">Second number, or null.</param>
/// <param name="IsMax">True for <c>(max)</c>.</param>
/// <param name="IsNullable">False for <c>not null</c>.</param>
internal sealed record SqlServerType(string Name, int? Size = null, int? Scale = null, bool IsMax = false, bool IsNullable = true)
{
    /// <summary>True for types whose unchanged values may be left out of an update.</summary>
    public bool IsLarge => IsMax || Name is "text" or "ntext" or "image" or "xml";

    /// <summary>True for the old types, of which an unchanged value is never sent as null.</summary>
    public bool IsOldLarge => Name is "text" or "ntext" or "image";

    /// <summary>Reads <c>decimal(12,2) not null</c>, <c>int identity</c>, <c>nvarchar(max)</c>; null when the text is no type.</summary>
    public static SqlServerType? Parse(string text)
    {
        var rest = text.Trim().ToLowerInvariant();
        var isNullable = !rest.EndsWith("not null", StringComparison.Ordinal);
        var end = rest.IndexOfAny([' ', '(']);
        var name = end < 0 ? rest : rest[..end];
        if (name.Length == 0 || !name.All(one => char.IsLetterOrDigit(one) || one == '_'))
        {
            return null;
        }

        var open = rest.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return new(name, IsNullable: isNullable);
        }

        var close = rest.IndexOf(')', open);
        if (close < 0)
        {
            return null;
        }

        var numbers = rest[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries);
        if (numbers is ["max"])
        {
            return new(name, IsMax: true, IsNullable: isNullable);
        }

        var sizes = numbers.Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return sizes.Length is 0 or > 2 || sizes.Contains(-1) ? null : new(name, sizes[0], sizes.Length == 2 ? sizes[1] : null, IsNullable: isNullable);
    }
}
