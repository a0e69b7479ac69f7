using System.Globalization;

namespace CdcFunctions.Simulation.Workload;

/// <summary>Values for the columns of a row.</summary>
internal static class RowValues
{
    /// <summary>Columns of a table, before and after one came.</summary>
    public static IReadOnlyList<string> Columns(bool hasNewColumn) => hasNewColumn ? ["a", "b", "d"] : ["a", "b"];

    /// <summary>A value for each column, or, where only some are written, for about half of them.</summary>
    public static Dictionary<string, string?> Of(Random chance, IReadOnlyList<string> columns, bool isPartial)
    {
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!isPartial || chance.Next(2) == 0)
            {
                cells[column] = chance.Next(8) == 0 ? null : column == "a" ? chance.Next(1000).ToString(CultureInfo.InvariantCulture) : "v" + chance.Next(1000).ToString(CultureInfo.InvariantCulture);
            }
        }

        return cells;
    }
}
