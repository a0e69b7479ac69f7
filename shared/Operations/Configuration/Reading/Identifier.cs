using System.Text;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Names of PostgreSQL objects: any text, but not empty, without NUL, and at most 63 bytes (longer ones would be cut silently).</summary>
internal static class Identifier
{
    private const string Allowed = "a name of 1 to 63 bytes";

    private const int LongestBytes = 63;

    /// <summary>The name under a key; null when absent.</summary>
    public static string? Read(Section section, string key)
    {
        var name = section.Text(key);
        if (name is not null)
        {
            Check(section, key, name);
        }

        return name;
    }

    /// <summary>Reports a name that PostgreSQL would refuse or cut.</summary>
    public static void Check(Section section, string key, string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > LongestBytes)
        {
            section.FaultyValue(key, name, Allowed, "Choose a shorter name");
        }
        else if (name.StartsWith("pg_", StringComparison.Ordinal) || (key is not "target" && name is "cdc" or "information_schema"))
        {
            section.FaultyValue(key, name, "a name that neither PostgreSQL nor our bookkeeping (cdc) uses", "Choose another schema");
        }
    }
}
