using CdcFunctions.Changes;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Rules about column names: fit for PostgreSQL, one target each, and none that this project needs itself.</summary>
internal static class BindingNames
{
    /// <summary>True for names this project keeps for itself.</summary>
    public static bool IsReserved(string name) => name.StartsWith(BookkeepingColumns.Prefix, StringComparison.OrdinalIgnoreCase) && !KeylessColumns.Has(name);

    /// <summary>Faults of the source's names.</summary>
    public static IEnumerable<BindingFault> Faults(IReadOnlyList<ColumnShape> columns, TableOptions options)
    {
        columns = [.. columns.Where(column => column.IsKey || options.Takes(column.Name))];
        foreach (var fault in Unfit(columns, options))
        {
            yield return fault;
        }

        foreach (var column in columns)
        {
            if (IsReserved(options.TargetOf(column.Name)))
            {
                yield return new BindingFault(
                    "reserved-name",
                    column.Name,
                    BindingFaults.Describe(column.Type),
                    null,
                    $"Source column {column.Name} begins with {BookkeepingColumns.Prefix}, which is kept for this project's own columns.",
                    "Set columns: { NAME: { rename: … } } for the table, or exclude it.");
            }
        }

        foreach (var group in columns.GroupBy(column => options.TargetOf(column.Name), StringComparer.Ordinal).Where(static group => group.Skip(1).Any()))
        {
            yield return new BindingFault(
                "duplicate-name",
                group.Last().Name,
                BindingFaults.Describe(group.Last().Type),
                null,
                $"Source columns {string.Join(" and ", group.Select(static column => column.Name))} would both go into target column {group.Key}.",
                "Set preserveCase: true for the table, or rename or exclude one of them.");
        }
    }

    /// <summary>Faults of names that PostgreSQL cannot hold: to be found before any statement is made of them.</summary>
    public static IEnumerable<BindingFault> Unfit(IEnumerable<ColumnShape> columns, TableOptions options)
    {
        foreach (var column in columns.Where(column => column.IsKey || options.Takes(column.Name)))
        {
            if (SqlIdentifier.Fault(options.TargetOf(column.Name)) is { } fault)
            {
                yield return new BindingFault("bad-name", column.Name, BindingFaults.Describe(column.Type), null, fault, "Set columns: { NAME: { rename: … } } for the table, or exclude it.");
            }
        }
    }

    /// <summary>Faults of bookkeeping columns that are there with another type.</summary>
    public static IEnumerable<BindingFault> BookkeepingFaults(TargetTable target)
    {
        foreach (var (name, definition) in BookkeepingColumns.Definitions(softDeletes: true, cellTimes: true, staleFlags: true))
        {
            var type = definition.Split(' ')[0];
            var wanted = type switch { "bigint" => "int8", "boolean" => "bool", _ => type };
            if (target.Find(name) is { } column && !string.Equals(column.Type.Underlying.Name, wanted, StringComparison.Ordinal))
            {
                yield return new BindingFault(
                    "type",
                    name,
                    null,
                    column.Type.Display,
                    $"Target column {name} is {column.Type.Display}; it must be {type}.",
                    $"Run: alter table {target.Name.ToSql()} drop column {name}; it is added again as it should be.");
            }
        }
    }
}
