using CdcFunctions.Operations.Configuration.Filters;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads the settings of one table.</summary>
internal static class TableReader
{
    /// <summary>The options; keys that are absent keep what <paramref name="inherited"/> says.</summary>
    public static TableOptions Read(Section table, Dialect dialect, TableOptions inherited)
    {
        var options = inherited with
        {
            Target = Identifier.Read(table, "target") ?? inherited.Target,
            Deletes = table.Choice("deletes", inherited.Deletes, Words.Deletes),
            PreserveCase = table.Flag("preserveCase", inherited.PreserveCase),
            Key = Key(table) ?? inherited.Key,
            Keyless = table.Choice("keyless", inherited.Keyless, Words.Keyless),
            StaticColumns = StaticColumnsReader.Read(table, dialect, inherited.StaticColumns),
            Columns = table.Below("columns") is { } columns ? ColumnsReader.Read(columns, inherited.Columns) : inherited.Columns,
            IncludeColumns = NamesReader.Read(table, "includeColumns") ?? inherited.IncludeColumns,
            Where = Where(table) ?? inherited.Where,
            TimeZone = ZoneReader.Read(table, "timeZone") ?? inherited.TimeZone,
            Add = table.Below("add") is { } added ? AddReader.Read(added, inherited.Add) : inherited.Add,
            SourceTypes = table.Below("sourceTypes") is { } types ? SourceTypes(types, inherited.SourceTypes) : inherited.SourceTypes,
            SchemaChanges = SchemaChangesReader.Read(table, inherited.SchemaChanges),
            DirtyData = DirtyDataReader.Read(table, inherited.DirtyData),
            FailureBudget = BudgetReader.Read(table, inherited.FailureBudget),
            StaleAfter = table.Duration("staleAfter", inherited.StaleAfter, Limits.Durations<TableOptions>(nameof(TableOptions.StaleAfter))),
            StaleEvents = table.Choice("staleEvents", inherited.StaleEvents, Words.StaleEvents),
            IsStalenessChosen = inherited.IsStalenessChosen || table.IsWritten("staleEvents"),
        };
        options = Conflict(table, options);
        table.RefuseOthers();
        RuleChecks.Run(table, options);
        return options;
    }

    private static RowFilter? Where(Section table)
    {
        if (table.Text("where") is not { } text)
        {
            return null;
        }

        var (filter, fault) = FilterParser.Parse(text);
        if (filter is null)
        {
            table.Fault("where", $"is no filter: {fault}", "comparisons with =, !=, <, <=, >, >=, in, like, is null, joined by and, or, not", "Example: where: status = 'open' and total > 100");
        }

        return filter is null ? null : new RowFilter(text, filter);
    }

    private static List<string>? Key(Section table)
    {
        var key = table.Texts("key")?.Select(column => column.Value).ToList();
        if (key is not null && (key.Count == 0 || key.Exists(string.IsNullOrWhiteSpace) || key.Distinct(StringComparer.Ordinal).Count() < key.Count))
        {
            table.Fault("key", "names no column, or one twice", "a column, or a list of columns", "Name the primary key's columns in order");
        }

        return key;
    }

    private static Dictionary<string, string> SourceTypes(Section types, IReadOnlyDictionary<string, string> inherited)
    {
        var read = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        foreach (var (column, type) in types.NamedTexts())
        {
            if (string.IsNullOrWhiteSpace(type))
            {
                types.FaultyValue(column, type, "a type as the source writes it, such as datetime2(3)", "Give the type, or remove the column");
            }

            read[column] = type;
        }

        return read;
    }

    private static TableOptions Conflict(Section table, TableOptions options)
    {
        if (!table.IsMap("conflict"))
        {
            return options with { Conflict = table.Choice("conflict", options.Conflict, Words.Conflicts) };
        }

        var conflict = table.Below("conflict")!;
        var column = conflict.Text("column");
        if (column is null)
        {
            conflict.FaultMissing("column", "a column of the table", "column: updated_at");
        }

        conflict.RefuseOthers();
        return options with { Conflict = ConflictPolicy.Column, ConflictColumn = column };
    }
}
