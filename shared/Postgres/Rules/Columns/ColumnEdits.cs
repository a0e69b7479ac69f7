using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Finds the edits that a column's rules ask for, in their order: trim and case, time zone, mask.</summary>
internal sealed class ColumnEdits(MaskCatalog masks, string source, TableOptions options)
{
    /// <summary>The edits of a column; none for most.</summary>
    /// <exception cref="TableMismatchException">The rules would make several keys one.</exception>
    public IReadOnlyList<ColumnEdit> For(TableName table, ColumnShape column)
    {
        var rule = options.Column(column.Name);
        if (column.IsKey && KeyFault(rule) is { } fault)
        {
            throw new TableMismatchException(
                $"Key column {column.Name} of {table} {fault}. Its lane waits; nothing is lost. Remove the rule, or use mask: hash or tokenise, which keep keys apart.");
        }

        var edits = new List<ColumnEdit>();
        if (column.Type.Kind == ValueKind.Text && (rule.Trim || rule.Case != ColumnCase.Keep))
        {
            edits.Add(new TextEdit(column, rule.Trim, rule.Case));
        }

        if (RuledShape.IsZoned(column, rule, options))
        {
            edits.Add(new ZoneEdit(column, TimeZoneInfo.FindSystemTimeZoneById((rule.TimeZone ?? options.TimeZone)!)));
        }

        var shape = edits.Count > 0 ? edits[^1].Result : column;
        if (rule.Mask == ColumnMask.Null)
        {
            edits.Add(new EmptyEdit(shape));
        }
        else if (masks.Create(rule.Mask, $"{source}.{table.Table}.{column.Name}") is { } mask)
        {
            edits.Add(mask is TokenMask token && column.Type.Kind == ValueKind.Uuid ? new UuidTokenEdit(shape, token) : new MaskEdit(shape, mask));
        }

        return edits;
    }

    private static string? KeyFault(ColumnOptions rule) => rule switch
    {
        { Exclude: true } => "is excluded",
        { Mask: ColumnMask.Redact or ColumnMask.Partial or ColumnMask.Null } => $"has mask: {rule.Mask.ToString().ToLowerInvariant()}, which makes several keys one",
        { Trim: true } or { Case: not ColumnCase.Keep } or { TimeZone: not null } => "has a rule (trim, case, timeZone) that can make several keys one",
        _ => null,
    };
}
