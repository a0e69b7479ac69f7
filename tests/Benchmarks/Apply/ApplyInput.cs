using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>What an apply run is fed with.</summary>
/// <param name="Source">Where the records come from.</param>
/// <param name="Decoder">Makes changes of them.</param>
/// <param name="Record">The record at an offset.</param>
/// <param name="Partition">The partition of all of them.</param>
internal sealed record ApplyInput(SourceOptions Source, IChangeDecoder Decoder, Func<long, SourceRecord> Record, int Partition = 0)
{
    /// <summary>Rows without bytes behind them, merged as wholes.</summary>
    public static ApplyInput Of(RowFactory rows, int partition = 0)
        => new(new SourceOptions { Name = "bench", Dialect = Dialect.Scylla, Topics = ["bench"] }, rows, offset => new SourceRecord("bench", partition, offset, null, null, 0), partition);

    /// <summary>Events of Cassandra's connector, merged cell by cell: each key once, then again with newer cells.</summary>
    public static ApplyInput Cells(long keys)
    {
        var form = new EventForm(Dialect.Cassandra, 500, WithSchema: false);
        var (source, events) = (BenchSource.Of(form), new EventFactory(form));
        return new(
            source,
            ChangeDecoders.Create(source, new SchemaCatalog(), target: null),
            offset => new SourceRecord(events.Topic, 0, offset, EventFactory.Key(offset % keys), events.Value(offset % keys, offset + 1, offset < keys), 0));
    }

    /// <summary>The source as the applier knows it.</summary>
    public SourceEntry Entry => new(Source, Decoder);

    /// <summary>Records of one batch.</summary>
    public SourceRecord[] Records(long first, int count)
    {
        var records = new SourceRecord[count];
        for (var i = 0; i < count; i++)
        {
            records[i] = Record(first + i);
        }

        return records;
    }
}
