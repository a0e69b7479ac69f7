using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Concealment;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Rules.Masks;
using Npgsql;

namespace CdcFunctions.Postgres.Rules;

/// <summary>Applies the rules of tables to decoded batches, before anything is folded, bound or stored.</summary>
/// <remarks>Thread-safe. A table without rules costs one look-up a batch.</remarks>
public sealed class RuleBook(IEnumerable<SourceOptions> sources, MaskingOptions masking, TimeProvider? time = null, NpgsqlDataSource? warehouse = null)
{
    private readonly Concealer _concealer = new(sources, masking);
    private readonly MaskCatalog _masks = new(masking);
    private readonly ConcurrentDictionary<TableName, TableRules?> _tables = new();

    /// <summary>What becomes of values that their columns cannot take.</summary>
    internal DirtyValues Dirty { get; } = new(warehouse);

    /// <summary>How many dead letters a table may have.</summary>
    internal FailureBudget Budget { get; } = new(time ?? TimeProvider.System);

    /// <summary>Applies them to all tables of a batch, in place.</summary>
    /// <param name="source">Source of the batch.</param>
    /// <param name="batch">The decoded batch.</param>
    /// <param name="records">Its records.</param>
    /// <param name="dropped">Receives counts of the rows that filters took out.</param>
    /// <returns>Records that rules cannot be applied to.</returns>
    /// <exception cref="TableMismatchException">The rules of a table do not fit its columns.</exception>
    internal List<DeadLetter> Apply(SourceEntry source, ChangeBatch batch, ReadOnlySpan<SourceRecord> records, ICollection<TableTally> dropped)
    {
        var letters = new List<DeadLetter>();
        foreach (var table in batch.Tables)
        {
            if (Find(source, table.Table) is { } rules && Run(rules, table, records, letters) is > 0 and var count)
            {
                dropped.Add(TableTally.OfDropped(source.TargetName(table.Table), count));
            }
        }

        if (batch.Controls(ControlRecord.Excluded) is > 0 and var excluded)
        {
            dropped.Add(TableTally.OfDropped(records[0].Topic, excluded));
        }

        return letters;
    }

    /// <summary>A dead letter's record as it may be stored.</summary>
    public ConcealedRecord Conceal(DeadLetter letter) => _concealer.Conceal(letter);

    private static int Run(TableRules rules, TableChanges table, ReadOnlySpan<SourceRecord> records, List<DeadLetter> letters)
    {
        try
        {
            return rules.Apply(table, records, letters);
        }
        catch (TableMismatchException mismatch)
        {
            mismatch.Table = table.Table;
            throw;
        }
    }

    private TableRules? Find(SourceEntry source, TableName table)
        => _tables.TryGetValue(table, out var known) ? known : _tables.GetOrAdd(table, (name, self) => self.Book.Create(self.Source, name), (Book: this, Source: source));

    private TableRules? Create(SourceEntry source, TableName table)
    {
        var options = source.Options.Table(table.Table);
        return TableRules.AreNeeded(options) ? new TableRules(source, table, options, _masks) : null;
    }
}
