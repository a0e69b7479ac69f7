namespace CdcFunctions.Postgres.Rules.Budget;

/// <summary>Events and dead letters of one table by the second, as far back as any window reaches.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class BudgetWindow
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Queue<Slice> _slices = new();
    private readonly Lock _lock = new();
    private Slice? _newest;

    public void Add(long now, int events, int letters, TimeProvider time)
    {
        lock (_lock)
        {
            if (_newest is null || time.GetElapsedTime(_newest.Begin, now) >= Step)
            {
                _newest = new Slice(now);
                _slices.Enqueue(_newest);
            }

            _newest.Events += events;
            _newest.Letters += letters;
            while (_slices.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Begin, now) > Longest)
            {
                _slices.Dequeue();
            }
        }
    }

    public (long Events, long Letters) Sum(long now, TimeSpan window, TimeProvider time)
    {
        lock (_lock)
        {
            var (events, letters) = (0L, 0L);
            foreach (var slice in _slices)
            {
                if (time.GetElapsedTime(slice.Begin, now) <= window)
                {
                    (events, letters) = (events + slice.Events, letters + slice.Letters);
                }
            }

            return (events, letters);
        }
    }

    private sealed class Slice(long begin)
    {
        public long Begin => begin;

        public long Events { get; set; }

        public long Letters { get; set; }
    }
}
