using System.Data;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>What a statement answers: rows, or the number of rows it touched.</summary>
internal sealed record StatementResult(DataTable? Rows, int Affected)
{
    public static StatementResult Nothing { get; } = new(null, -1);

    public static StatementResult Of(int affected) => new(null, affected);

    public static StatementResult Count(long count) => Of([typeof(long)], [[count]]);

    public static StatementResult Of(Type[] types, IEnumerable<object?[]> rows)
    {
        var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        for (var n = 0; n < types.Length; n++)
        {
            var column = table.Columns.Add("c" + n.ToString(System.Globalization.CultureInfo.InvariantCulture), types[n]);
            if (types[n] == typeof(DateTime))
            {
                column.DateTimeMode = DataSetDateTime.Utc;
            }
        }

        foreach (var row in rows)
        {
            table.Rows.Add(row);
        }

        return new StatementResult(table, -1);
    }
}
