using CdcFunctions.Changes;

namespace CdcFunctions.Host.Replay;

/// <summary>Applies recorded events as if they had just been consumed: same functions, same checkpoints, batches per partition.</summary>
/// <remarks>One batch runs at a time, so a run with the same options and seed repeats itself exactly.</remarks>
public sealed class ReplayRun(IRecordSink sink, ReplayOptions options)
{
    private readonly Dictionary<(string Topic, int Partition), List<SourceRecord>> _waiting = [];
    private readonly Dictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private long _read;
    private long _delivered;
    private long _batches;

    /// <summary>Delivers all records and tells what became of them.</summary>
    public async Task<ReplaySummary> RunAsync(
        IAsyncEnumerable<SourceRecord> records, IProgress<ReplayProgress>? progress, CancellationToken cancellation)
    {
        if (options.InterleaveSeed is { } seed)
        {
            records = InterleavedAsync(records, new Random(seed));
        }

        await foreach (var record in records.WithCancellation(cancellation))
        {
            _read++;
            await TakeAsync(record, cancellation);
            if (_read % 256 == 0)
            {
                progress?.Report(new ReplayProgress(_read, _delivered));
            }
        }

        await DeliverWaitingAsync(cancellation);
        progress?.Report(new ReplayProgress(_read, _delivered));
        return new ReplaySummary(_read, _delivered, _batches, _unknown);
    }

    private async Task TakeAsync(SourceRecord record, CancellationToken cancellation)
    {
        if (sink.IsSchemaTopic(record.Topic))
        {
            // What was recorded before it has the old shape, what comes after the new one.
            await DeliverWaitingAsync(cancellation);
            await DeliverAsync([record], cancellation);
        }
        else if (sink.Accepts(record.Topic))
        {
            var partition = Waiting(record);
            partition.Add(record);
            if (partition.Count >= options.BatchSize)
            {
                await DeliverAsync(partition, cancellation);
            }
        }
        else
        {
            _unknown[record.Topic] = _unknown.GetValueOrDefault(record.Topic) + 1;
        }
    }

    private List<SourceRecord> Waiting(SourceRecord record)
    {
        if (!_waiting.TryGetValue((record.Topic, record.Partition), out var partition))
        {
            _waiting[(record.Topic, record.Partition)] = partition = [];
        }

        return partition;
    }

    private async Task DeliverWaitingAsync(CancellationToken cancellation)
    {
        foreach (var partition in _waiting.Values.Where(partition => partition.Count > 0))
        {
            await DeliverAsync(partition, cancellation);
        }
    }

    private async Task DeliverAsync(List<SourceRecord> records, CancellationToken cancellation)
    {
        await sink.DeliverAsync(records[0].Topic, records.ToArray(), cancellation);
        _delivered += records.Count;
        _batches++;
        records.Clear();
    }

    private async IAsyncEnumerable<SourceRecord> InterleavedAsync(IAsyncEnumerable<SourceRecord> records, Random random)
    {
        var all = new List<SourceRecord>();
        await foreach (var record in records)
        {
            all.Add(record);
        }

        // The catalog is read from its start before data, as the host does.
        var ordered = all.Where(record => sink.IsSchemaTopic(record.Topic))
            .Concat(Interleaving.Shuffle(all.Where(record => !sink.IsSchemaTopic(record.Topic)), random));
        foreach (var record in ordered)
        {
            yield return record;
        }
    }
}
