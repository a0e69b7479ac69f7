using System.Text;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Names of target columns that a person writes into the configuration.</summary>
internal static class ColumnName
{
    private const int LongestBytes = 63;

    /// <summary>What is allowed, when the name is not; null when it is.</summary>
    public static string? Fault(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > LongestBytes)
        {
            return "a name of 1 to 63 bytes";
        }

        return name.StartsWith("_cdc_", StringComparison.OrdinalIgnoreCase) ? "a name that does not begin with _cdc_, which our own columns have" : null;
    }
}
