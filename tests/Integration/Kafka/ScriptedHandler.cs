using CdcFunctions.Host.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Integration.Kafka;

/// <summary>A function of the test's own: sees every batch, keeps the order of what it handled.</summary>
internal sealed class ScriptedHandler(Func<KafkaRecord[], BatchRun, Task>? act = null) : IBatchHandler
{
    private readonly List<(int Partition, long Offset)> _handled = [];
    private int _largest;

    public int Count
    {
        get
        {
            lock (_handled)
            {
                return _handled.Count;
            }
        }
    }

    public int LargestBatch => Volatile.Read(ref _largest);

    public ILookup<int, long> ByPartition
    {
        get
        {
            lock (_handled)
            {
                return _handled.ToLookup(record => record.Partition, record => record.Offset);
            }
        }
    }

    public async Task RunAsync(KafkaRecord[] batch, BatchRun run)
    {
        if (act is not null)
        {
            await act(batch, run);
        }

        lock (_handled)
        {
            _handled.AddRange(batch.Select(record => (record.Partition, record.Offset)));
            _largest = Math.Max(_largest, batch.Length);
        }

        run.Done(batch[^1]);
    }
}
