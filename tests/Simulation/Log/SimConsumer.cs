using CdcFunctions.Changes;
using System.Globalization;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Simulation.World;
using Confluent.Kafka;

namespace CdcFunctions.Simulation.Log;

/// <summary>A member of the group: fetches in pieces, after a while, from partitions in any order; sometimes the same records again.</summary>
internal sealed class SimConsumer : IGroupConsumer
{
    private readonly Machine _machine;
    private readonly Agenda _agenda;
    private readonly SimBroker _broker;
    private readonly IGroupEvents _events;
    private readonly Random _chance;
    private readonly int _number;
    private readonly SortedDictionary<int, Fetching> _fetching = [];
    private readonly Queue<(Fetching From, ConsumeResult<RecordBytes, RecordBytes> Result)> _fetched = new();
    private bool _isUnderWay;
    private bool _isServing;
    private Action? _wake;

    public SimConsumer(Machine machine, Agenda agenda, SimBroker broker, IGroupEvents events, Random chance, int number)
    {
        (_machine, _agenda, _broker, _events, _chance, _number) = (machine, agenda, broker, events, chance, number);
        LastHeartbeat = agenda.Now;
        broker.Join(this);
    }

    public bool IsAlive => _machine is { IsDead: false, IsFrozen: false };

    public TimeSpan LastHeartbeat { get; set; }

    private bool IsClosed { get; set; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_machine}.c{_number}");

    /// <summary>Something may have come.</summary>
    public void Wake() => _wake?.Invoke();

    /// <inheritdoc/>
    public ConsumeResult<RecordBytes, RecordBytes>? Poll(TimeSpan wait)
    {
        ServeGroup();
        if (Take() is { } ready)
        {
            return ready;
        }

        Fetch();
        if (wait > TimeSpan.Zero && Fiber.Current is { } fiber)
        {
            fiber.WaitUntil(() => _fetched.Count > 0 || IsGroupCalling(), wait, wake => _wake = wake);
            _wake = null;
            ServeGroup();
        }

        return Take();
    }

    /// <inheritdoc/>
    public void Pause(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var fetching in Of(partitions))
        {
            fetching.IsPaused = true;
            Drop(fetching, fetching.Polled);
        }
    }

    /// <inheritdoc/>
    public void Resume(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var fetching in Of(partitions))
        {
            fetching.IsPaused = false;
        }
    }

    /// <inheritdoc/>
    public void Seek(TopicPartitionOffset position)
    {
        if (!_fetching.TryGetValue(position.Partition.Value, out var fetching) || _chance.Next(10) == 0)
        {
            throw new KafkaException(new Error(ErrorCode.Local_State, "simulated: not fetching yet"));
        }

        Drop(fetching, position.Offset.Value);
    }

    /// <inheritdoc/>
    public long? KnownEnd(TopicPartition partition) => _broker.Log(partition).End;

    /// <inheritdoc/>
    public void Close()
    {
        IsClosed = true;
        if (_fetching.Count > 0)
        {
            _events.Revoked([.. _fetching.Values.Select(f => f.Log.Place)]);
            _fetching.Clear();
        }

        _broker.Leave(this);
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyCollection<TopicPartitionOffset> offsets) => _broker.Commit(this, offsets);

    /// <inheritdoc/>
    public LogRange QueryRange(TopicPartition partition, bool withCommitted, TimeSpan timeout)
        => _chance.Next(30) == 0
            ? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "simulated"))
            : new LogRange(0, _broker.Log(partition).End, withCommitted ? _broker.Committed(partition) : null);

    /// <inheritdoc/>
    public bool IsReachable(TimeSpan timeout) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        IsClosed = true;
        _broker.Leave(this);
    }

    private IEnumerable<Fetching> Of(IEnumerable<TopicPartition> partitions)
        => partitions.Select(p => _fetching.GetValueOrDefault(p.Partition.Value)).OfType<Fetching>();

    private bool IsGroupCalling()
        => !_broker.Has(this) || _broker.ToRevoke(this).Count > 0 || _broker.ToAssign(this).Count > 0;

    private void ServeGroup()
    {
        if (IsClosed || _isServing)
        {
            return;
        }

        _isServing = true;
        try
        {
            if (!_broker.Has(this))
            {
                GiveUp([.. _fetching.Values.Select(f => f.Log.Place)], _events.Lost, "lost");
                _broker.Join(this);
            }

            GiveUp(_broker.ToRevoke(this), _events.Revoked, "revoked");
            var gained = _broker.ToAssign(this);
            if (gained.Count > 0)
            {
                _broker.Taken(this, gained);
                _machine.Trace.Add($"{this} assigned {Names(gained)}");
                foreach (var start in _events.Assigned(gained).ToList())
                {
                    var log = _broker.Log(start.TopicPartition);
                    _fetching[start.Partition.Value] = new Fetching(log) { Next = log.End, Polled = log.End };
                }
            }
        }
        finally
        {
            _isServing = false;
        }
    }

    private void GiveUp(List<TopicPartition> partitions, Action<IReadOnlyList<TopicPartition>> tell, string how)
    {
        if (partitions.Count == 0)
        {
            return;
        }

        _machine.Trace.Add($"{this} {how} {Names(partitions)}");
        tell(partitions);
        foreach (var fetching in Of(partitions).ToList())
        {
            Drop(fetching, fetching.Polled);
            _fetching.Remove(fetching.Log.Place.Partition.Value);
        }

        _broker.Released(this, partitions);
    }

    private ConsumeResult<RecordBytes, RecordBytes>? Take()
    {
        while (_fetched.TryDequeue(out var fetched))
        {
            var (from, result) = fetched;
            if (!from.IsPaused && _fetching.GetValueOrDefault(from.Log.Place.Partition.Value) == from)
            {
                from.Polled = Math.Max(from.Polled, result.IsPartitionEOF ? result.Offset.Value : result.Offset.Value + 1);
                return result;
            }
        }

        return null;
    }

    private void Drop(Fetching fetching, long next)
    {
        var others = _fetched.Where(fetched => fetched.From != fetching).ToList();
        _fetched.Clear();
        others.ForEach(_fetched.Enqueue);
        (fetching.Next, fetching.Polled, fetching.EndSeen) = (next, next, -1);
    }

    private void Fetch()
    {
        if (_isUnderWay || _fetching.Count == 0)
        {
            return;
        }

        _isUnderWay = true;
        _machine.After(TimeSpan.FromMilliseconds(_chance.Next(1, 40)), () =>
        {
            _isUnderWay = false;
            var ready = _fetching.Values.Where(f => !f.IsPaused && f.HasNews).ToList();
            if (ready.Count > 0)
            {
                Fetch(ready[_chance.Next(ready.Count)]);
                _wake?.Invoke();
            }
        });
    }

    private void Fetch(Fetching fetching)
    {
        if (_chance.Next(20) == 0)
        {
            // The client fetches something again: the lane must know it.
            fetching.Next = Math.Max(0, fetching.Next - _chance.Next(1, 10));
        }

        var log = fetching.Log;
        var count = _chance.Next(1, 120);
        for (var i = log.IndexOf(fetching.Next); i < log.Records.Count && count-- > 0; i++)
        {
            var record = log.Records[i];
            _fetched.Enqueue((fetching, Result(log, record)));
            fetching.Next = record.Offset + 1;
        }

        if (log.IndexOf(fetching.Next) == log.Records.Count && fetching.EndSeen != log.End)
        {
            fetching.Next = log.End;
            fetching.EndSeen = log.End;
            _fetched.Enqueue((fetching, new ConsumeResult<RecordBytes, RecordBytes> { Topic = log.Place.Topic, Partition = log.Place.Partition, Offset = log.End, IsPartitionEOF = true }));
        }
    }

    private static ConsumeResult<RecordBytes, RecordBytes> Result(SimPartition log, SimRecord record) => new()
    {
        Topic = log.Place.Topic,
        Partition = log.Place.Partition,
        Offset = record.Offset,
        Message = new Message<RecordBytes, RecordBytes> { Key = record.Key, Value = record.Value, Timestamp = new Timestamp(1_767_225_600_000, TimestampType.CreateTime) },
    };

    private static string Names(IEnumerable<TopicPartition> partitions) => string.Join(' ', partitions.Select(p => p.Partition.Value));
}
