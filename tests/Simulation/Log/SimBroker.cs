using CdcFunctions.Simulation.World;
using Confluent.Kafka;

namespace CdcFunctions.Simulation.Log;

/// <summary>The broker: partitions of one topic, one group with its members, the group's commits.</summary>
internal sealed class SimBroker
{
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patrol = TimeSpan.FromSeconds(1);

    private readonly Agenda _agenda;
    private readonly Trace _trace;
    private readonly Random _chance;
    private readonly List<SimConsumer> _members = [];
    private readonly Dictionary<TopicPartition, SimConsumer> _owners = [];
    private readonly Dictionary<TopicPartition, SimConsumer> _targets = [];
    private readonly Dictionary<TopicPartition, long> _committed = [];

    public SimBroker(Agenda agenda, Trace trace, Random chance, string topic, int partitions)
    {
        (_agenda, _trace, _chance) = (agenda, trace, chance);
        Partitions = [.. Enumerable.Range(0, partitions).Select(n => new SimPartition(new TopicPartition(topic, n)))];
        agenda.Add(Patrol, null, ExpireSessions);
    }

    public IReadOnlyList<SimPartition> Partitions { get; }

    /// <summary>Commits of the group that are refused from now on.</summary>
    public int RefusedCommits { get; set; }

    /// <summary>Makes new records known to those who wait for them.</summary>
    public void Announce() => _members.ForEach(member => member.Wake());

    public void Join(SimConsumer member)
    {
        if (!_members.Contains(member))
        {
            _trace.Add($"{member} joins");
            _members.Add(member);
            Rebalance();
        }
    }

    public void Leave(SimConsumer member)
    {
        if (_members.Remove(member))
        {
            _trace.Add($"{member} leaves");
            Forget(member);
            Rebalance();
        }
    }

    public bool Has(SimConsumer member) => _members.Contains(member);

    /// <summary>Deals the partitions to the members anew.</summary>
    public void Rebalance()
    {
        _targets.Clear();
        if (_members.Count > 0)
        {
            var start = _chance.Next(_members.Count);
            foreach (var partition in Partitions)
            {
                _targets[partition.Place] = _members[(start + partition.Place.Partition.Value) % _members.Count];
            }
        }

        Announce();
    }

    /// <summary>What a member must give away.</summary>
    public List<TopicPartition> ToRevoke(SimConsumer member)
        => [.. Partitions.Select(p => p.Place).Where(place => Owns(member, place) && _targets.GetValueOrDefault(place) != member)];

    /// <summary>What a member gets: nobody has it any more.</summary>
    public List<TopicPartition> ToAssign(SimConsumer member)
        => [.. Partitions.Select(p => p.Place).Where(place => _targets.GetValueOrDefault(place) == member && !_owners.ContainsKey(place))];

    public void Released(SimConsumer member, IEnumerable<TopicPartition> places)
    {
        foreach (var place in places.Where(place => Owns(member, place)))
        {
            _owners.Remove(place);
        }

        Announce();
    }

    public void Taken(SimConsumer member, IEnumerable<TopicPartition> places)
    {
        foreach (var place in places)
        {
            _owners[place] = member;
        }
    }

    public void Commit(SimConsumer member, IReadOnlyCollection<TopicPartitionOffset> offsets)
    {
        if (RefusedCommits > 0)
        {
            RefusedCommits--;
            throw new KafkaException(new Error(ErrorCode.RebalanceInProgress, "simulated"));
        }

        if (!_members.Contains(member))
        {
            throw new KafkaException(new Error(ErrorCode.UnknownMemberId, "simulated"));
        }

        if (offsets.Any(offset => !Owns(member, offset.TopicPartition)))
        {
            throw new KafkaException(new Error(ErrorCode.IllegalGeneration, "simulated"));
        }

        foreach (var offset in offsets)
        {
            _committed[offset.TopicPartition] = offset.Offset.Value;
        }
    }

    public long? Committed(TopicPartition place) => _committed.TryGetValue(place, out var offset) ? offset : null;

    public SimPartition Log(TopicPartition place) => Partitions[place.Partition.Value];

    private bool Owns(SimConsumer member, TopicPartition place) => _owners.GetValueOrDefault(place) == member;

    private void Forget(SimConsumer member)
    {
        foreach (var place in _owners.Where(owner => owner.Value == member).Select(owner => owner.Key).ToList())
        {
            _owners.Remove(place);
        }
    }

    // The client's own thread sends heartbeats as long as the process runs.
    private void ExpireSessions()
    {
        foreach (var member in _members.ToList())
        {
            if (!member.IsAlive && _agenda.Now - member.LastHeartbeat > SessionTimeout)
            {
                _trace.Add($"{member} has expired");
                _members.Remove(member);
                Forget(member);
                Rebalance();
            }
            else if (member.IsAlive)
            {
                member.LastHeartbeat = _agenda.Now;
            }
        }

        _agenda.Add(Patrol, null, ExpireSessions);
    }
}
