using System.Text;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Names of tables and columns in SQL text: always quoted, never trusted.</summary>
public static class SqlIdentifier
{
    /// <summary>PostgreSQL's longest name in bytes of UTF-8; it would cut longer ones without an error.</summary>
    public const int LongestBytes = 63;

    /// <summary>The name between double quotes, safe for any content.</summary>
    /// <exception cref="ArgumentException">The name is no identifier; <see cref="Fault"/> says why.</exception>
    public static string Quote(string name)
        => Fault(name) is { } fault ? throw new ArgumentException(fault, nameof(name)) : '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>Schema and name, both quoted.</summary>
    public static string Quote(string schema, string name) => Quote(schema) + "." + Quote(name);

    /// <summary>Why a name cannot be an identifier, in one sentence with the remedy; null when it can.</summary>
    public static string? Fault(string name)
    {
        if (name.Length == 0)
        {
            return "The name is empty. Give the column or table a name with `target` or `columns`.";
        }

        if (name.Contains('\0', StringComparison.Ordinal) || !IsUnicode(name))
        {
            return $"The name {Printable(name)} holds a NUL or half a surrogate pair, which PostgreSQL cannot store. Rename it in the source or with `target`.";
        }

        var bytes = Encoding.UTF8.GetByteCount(name);
        return bytes > LongestBytes
            ? $"The name {Printable(name)} has {bytes} bytes; PostgreSQL allows {LongestBytes} and would cut the rest. Rename it in the source or with `target`."
            : null;
    }

    /// <summary>The target's name for a source's name: lower case unless the case is to be kept.</summary>
    public static string Fold(string name, bool preserveCase) => preserveCase ? name : name.ToLowerInvariant();

    /// <summary>The text as an SQL string literal, safe for any content and setting of <c>standard_conforming_strings</c>.</summary>
    public static string Literal(string text)
    {
        var quoted = '\'' + text.Replace("'", "''", StringComparison.Ordinal) + '\'';
        return text.Contains('\\', StringComparison.Ordinal) ? " E" + quoted.Replace("\\", "\\\\", StringComparison.Ordinal) : quoted;
    }

    private static bool IsUnicode(string name)
    {
        for (var rest = name.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }

    private static string Printable(string name)
    {
        var text = new StringBuilder("\"");
        foreach (var character in name.Length > 80 ? name.AsSpan(0, 80) : name)
        {
            text.Append(char.IsControl(character) || char.IsSurrogate(character) ? '?' : character);
        }

        return text.Append(name.Length > 80 ? "…\"" : "\"").ToString();
    }
}
