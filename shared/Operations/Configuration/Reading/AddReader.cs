namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>tables.*.add</c>: columns that the source does not have.</summary>
internal static class AddReader
{
    private const string Allowed = "from with what the column tells, or value with a constant";

    /// <summary>Added columns by name.</summary>
    public static IReadOnlyDictionary<string, AddedColumn> Read(Section columns, IReadOnlyDictionary<string, AddedColumn> inherited)
    {
        var read = new Dictionary<string, AddedColumn>(inherited, StringComparer.Ordinal);
        foreach (var (name, column) in columns.Named())
        {
            if (ColumnName.Fault(name) is { } allowed)
            {
                column.FaultAt(column.Origin, column.Path, "is no name for a column", allowed, "Choose another name");
            }

            var fact = column.Choice("from", RowFact.None, Words.Facts);
            var value = column.Text("value");
            if (column.IsWritten("from") == (value is not null))
            {
                column.FaultAt(column.Origin, column.Path, value is null ? "says nothing" : "says both from and value", Allowed, "Example: { from: operation }");
            }

            column.RefuseOthers();
            read[name] = new AddedColumn(fact, value);
        }

        return read;
    }
}
