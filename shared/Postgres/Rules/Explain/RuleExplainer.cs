using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules.Columns;
using CdcFunctions.Postgres.Rules.Concealment;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules.Explain;

/// <summary>Shows what rules do to sample events, by the path of consumed ones and without a database. Hidden values are never shown.</summary>
public sealed class RuleExplainer(SourceRouter router, IEnumerable<SourceEntry> sources, RuleBook rules, MaskingOptions masking)
{
    private const string Hidden = "(hidden)";
    private const int LongestValue = 120;

    private readonly List<SourceEntry> _sources = [.. sources];

    /// <summary>Explains one event.</summary>
    public EventExplanation Explain(SourceRecord record)
    {
        var options = router.Find(record.Topic);
        if (_sources.Find(entry => ReferenceEquals(entry.Options, options)) is not { } source)
        {
            return Without(record, null, "No source has this topic.");
        }

        using var before = new ChangeBatch();
        source.Decoder.Decode([record], before);
        using var after = new ChangeBatch();
        source.Decoder.Decode([record], after);
        if (after.Failures is [var failure, ..])
        {
            return Without(record, failure.Table?.ToString(), $"Dead letter ({failure.Reason}): {failure.Message}");
        }

        if (after.Tables is not [var table, ..])
        {
            return Without(record, null, after.Controls(ControlRecord.Excluded) > 0 ? "Dropped: the configuration leaves the table out." : "Carries no change of a row.");
        }

        try
        {
            var letters = rules.Apply(source, after, [record], []);
            var columns = Columns(source.Options.Table(table.Table.Table), before.Tables[0], table);
            return letters is [var letter, ..]
                ? Without(record, table.Table.ToString(), $"Dead letter ({letter.Reason}): {letter.Message}")
                : new EventExplanation(record.Topic, record.Partition, record.Offset, table.Table.ToString(), source.TargetName(table.Table), Outcome(table), columns);
        }
        catch (TableMismatchException mismatch)
        {
            return Without(record, table.Table.ToString(), $"Stops the table: {mismatch.Message}");
        }
    }

    private static EventExplanation Without(SourceRecord record, string? table, string outcome)
        => new(record.Topic, record.Partition, record.Offset, table, null, outcome, []);

    private static string Outcome(TableChanges table) => table.Count == 0 ? "Dropped: the filter keeps this key out."
        : table.Row(0).IsDropped ? "Dropped: the filter does not hold; the row is removed from the target if it is there."
        : table.Row(0).Kind switch
        {
            ChangeKind.Insert => "Written: insert.",
            ChangeKind.Update => "Written: update.",
            _ => "Deleted.",
        };

    private List<ColumnExplanation> Columns(TableOptions options, TableChanges before, TableChanges after)
    {
        var veil = new ColumnVeil(options, "", new MaskCatalog(masking));
        var text = new PlainText();
        var columns = new List<ColumnExplanation>();
        for (var c = 0; c < after.Columns.Count; c++)
        {
            var shape = after.Columns[c].Shape;
            var isHidden = !shape.IsAdded && veil.Hides(shape.Name, shape.IsKey);
            var said = c < before.Columns.Count ? Value(before.Columns[c], 0, text) : null;
            var reaches = after.Count > 0 && (shape.IsKey || (options.Takes(shape.Name) && !after.Row(0).IsDropped));
            columns.Add(new ColumnExplanation(
                shape.Name,
                reaches ? options.TargetOf(shape.Name) : null,
                said is not null && isHidden ? Hidden : said,
                reaches ? Value(after.Columns[c], 0, text) : null,
                RuleWords.Of(options, c < before.Columns.Count ? before.Columns[c].Shape : shape)));
        }

        return columns;
    }

    private static string? Value(ColumnBuffer column, int row, PlainText text)
    {
        if (column.State(row) == CellState.Absent)
        {
            return null;
        }

        var value = column.State(row) == CellState.Null ? "NULL" : Encoding.UTF8.GetString(text.Of(column, row));
        return value.Length > LongestValue ? value[..LongestValue] + "…" : value;
    }
}
