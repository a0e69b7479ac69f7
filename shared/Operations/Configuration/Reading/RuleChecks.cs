namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>What must hold between the rules of one table. What depends on the events' key is checked when they come.</summary>
internal static class RuleChecks
{
    /// <summary>Reports rules that contradict each other.</summary>
    public static void Run(Section table, TableOptions options)
    {
        foreach (var name in options.Key ?? [])
        {
            if (KeyFault(options.Column(name)) is { } fault)
            {
                table.Fault("key", $"names {name}, but its rule {fault}", "key columns without rules, or with mask: hash or tokenise", "Change the rule of the column, or the key");
            }
        }

        var names = options.Columns.Where(column => column.Value.Rename is not null).Select(column => column.Value.Rename!).Concat(options.Add.Keys);
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            table.FaultAt(table.Origin, table.Path, $"gives the name {Redaction.Shown(table.Path, twice.Key)} to two columns", "one column for a name", "Change one rename or one entry of add");
        }
    }

    /// <summary>Reports what cannot be hidden: records of a transaction that is not whole yet are kept in PostgreSQL as they came.</summary>
    public static void Run(Section source, SourceOptions options)
    {
        if (options.Transactions == TransactionMode.Atomic && options.Tables.Values.Any(HidesColumns))
        {
            source.Fault("transactions", "is atomic, which keeps whole records in PostgreSQL for a while, and a table masks or leaves out columns", "perRow with masks, exclude or includeColumns", "Choose one of the two");
        }
    }

    private static bool HidesColumns(TableOptions table)
        => table.IncludeColumns is not null || table.Columns.Values.Any(column => column.Exclude || column.Mask != ColumnMask.None);

    /// <summary>Why a column with this rule cannot be in a key; null when it can.</summary>
    private static string? KeyFault(ColumnOptions column) => column switch
    {
        { Exclude: true } => "excludes it",
        { Mask: ColumnMask.Redact or ColumnMask.Partial or ColumnMask.Null } => "masks it so that several keys become one",
        { Trim: true } or { Case: not ColumnCase.Keep } or { TimeZone: not null } => "changes it so that several keys can become one",
        _ => null,
    };
}
