using System.Runtime.CompilerServices;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Columns;
using CdcFunctions.Postgres.Rules.Filters;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules;

/// <summary>The rules of one table that look at values: filter, edits, masks, added columns. Renames and exclusions are settled when columns are bound.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TableRules(SourceEntry source, TableName table, TableOptions options, MaskCatalog masks)
{
    private readonly ConditionalWeakTable<ColumnShape, IReadOnlyList<ColumnEdit>> _edits = [];
    private readonly ColumnEdits _factory = new(masks, source.Options.Name, options);
    private readonly AddedColumns? _added = options.Add.Count == 0 ? null : new AddedColumns(source.Options.Name, options.Add);

    /// <summary>True when a table with these options needs any.</summary>
    public static bool AreNeeded(TableOptions options)
        => options.Where is not null || options.Add.Count > 0 || options.TimeZone is not null
            || options.Columns.Values.Any(column => column is not { Mask: ColumnMask.None, Trim: false, Case: ColumnCase.Keep, TimeZone: null });

    /// <summary>Applies them to a table's batch, in place.</summary>
    /// <param name="changes">The batch; nothing else has seen it yet.</param>
    /// <param name="records">Its records.</param>
    /// <param name="letters">Receives records that the filter cannot judge; the batch is then decoded again without them.</param>
    /// <returns>Rows that a filter took out.</returns>
    /// <exception cref="TableMismatchException">The rules do not fit the table.</exception>
    public int Apply(TableChanges changes, ReadOnlySpan<SourceRecord> records, List<DeadLetter> letters)
    {
        var dropped = 0;
        if (options.Where is { } filter)
        {
            var outcome = RowSieve.Run(filter, changes);
            dropped = outcome.Dropped;
            foreach (var row in outcome.Undecided)
            {
                letters.Add(RuleReasons.Undecided(source, changes, row, filter, records));
            }
        }

        foreach (var column in changes.Columns)
        {
            var edits = _edits.GetValue(column.Shape, shape => _factory.For(table, shape));
            foreach (var edit in edits)
            {
                edit.Run(column, changes.Count);
            }
        }

        foreach (var range in changes.Ranges.Where(IsBoundMasked))
        {
            letters.Add(RuleReasons.MaskedRange(source, changes, range.Row, records));
        }

        _added?.AddTo(changes, records);
        return dropped;
    }

    // Masked keys have another order than the source's: which of them lie between two bounds cannot be known.
    private bool IsBoundMasked(RangeBounds range)
        => range.Start.Values.Concat(range.End.Values).Any(value => options.Column(value.Column).Mask != ColumnMask.None);
}
