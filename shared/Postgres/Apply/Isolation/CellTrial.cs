using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Some records of a batch, decoded and merged by themselves.</summary>
internal sealed class CellTrial(SourceRecord[] records) : IDisposable
{
    private readonly bool _isOfBatch;

    /// <summary>The records of a whole batch, which nobody has tried yet; they are decoded already and go with it.</summary>
    public CellTrial(PreparedBatch batch)
        : this(batch.Good.ToArray())
        => (_isOfBatch, Changes, Cells) = (true, batch.Changes, batch.Cells);

    /// <summary>The records in order of arrival.</summary>
    public SourceRecord[] Records => records;

    /// <summary>Their changes.</summary>
    public ChangeBatch Changes { get; } = new();

    /// <summary>Their tables.</summary>
    public CellTables Cells { get; } = new();

    /// <summary>The records whose events were merged into the row of a slice.</summary>
    public SourceRecord[] Of(RowSlice slice)
        => [.. Cells.EventsOf(slice.Command, slice.Start).Select(record => records[record]).DistinctBy(record => record.Offset)];

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isOfBatch)
        {
            Cells.Dispose();
            Changes.Dispose();
        }
    }
}
