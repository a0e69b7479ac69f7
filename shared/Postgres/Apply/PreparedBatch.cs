using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Schema.Evolution;

namespace CdcFunctions.Postgres.Apply;

/// <summary>A batch as it is sent: decoded, ruled, mended, folded and encoded.</summary>
internal sealed class PreparedBatch(DbDataSource warehouse, ConsumedBatch consumed, List<DeadLetter> letters, StaleEvents stale) : IAsyncDisposable
{
    /// <summary>Where it comes from.</summary>
    public ConsumedBatch Consumed => consumed;

    /// <summary>The transaction that changes its tables first, when one has to change.</summary>
    public SchemaTransaction Schema { get; } = new(warehouse);

    /// <summary>The records that are applied.</summary>
    public ReadOnlyMemory<SourceRecord> Good { get; } = consumed.Without(letters, stale);

    /// <summary>What they say.</summary>
    public ChangeBatch Changes { get; } = new();

    /// <summary>Statements of the tables whose rows carry the version.</summary>
    public RowCommands Rows { get; } = new();

    /// <summary>Tables merged cell by cell.</summary>
    public CellTables Cells { get; } = new();

    /// <summary>Uses of policies for dirty values.</summary>
    public DirtyTally Dirty { get; } = new();

    /// <summary>Counts of what filters kept out.</summary>
    public List<TableTally> Dropped { get; } = [];

    /// <summary>Records that are parked.</summary>
    public List<DeadLetter> Letters { get; private set; } = letters;

    /// <summary>Parks more records. One with several faults is one dead letter, told by its first.</summary>
    public void Park(IEnumerable<DeadLetter> more)
        => Letters = consumed.Scope.Spread([.. Letters.Concat(more).DistinctBy(static letter => letter.Record.Offset)]);

    /// <summary>What the commit did.</summary>
    public BatchOutcome Outcome() => Outcome(Cells.Tallies(), Cells.RoundedValues);

    /// <summary>What the commit did, where tables merged cell by cell were written in another way.</summary>
    public BatchOutcome Outcome(IEnumerable<TableTally> merged, long roundedValues)
        => BatchOutcome.Of(consumed.Records.Length, Changes, Rows, [.. merged, .. Dropped, .. stale.Tallies()], Letters, roundedValues) with { Dirty = Dirty.Uses(Letters) };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Cells.Dispose();
        Rows.Dispose();
        Changes.Dispose();
        await Schema.DisposeAsync();
    }
}
