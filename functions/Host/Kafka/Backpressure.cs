namespace CdcFunctions.Host.Kafka;

/// <summary>Decides when the poll thread leaves records with the Kafka client, because every lane that could use them has a batch waiting already. The poll thread's alone.</summary>
/// <remarks>
/// Pausing a full lane throws away what the client fetched ahead for it, and the client may take a second to fetch a resumed partition again:
/// that is for lanes that are stuck, not for lanes that are busy.
/// </remarks>
internal sealed class Backpressure(TimeProvider time)
{
    /// <summary>How long the poll thread rests at once: a small part of the time that a batch takes.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    // Calls of the group and records of idle partitions wait behind what is not polled. A lane that takes less than a burst in this time fills up and is paused.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    private long _polled = time.GetTimestamp();

    /// <summary>True when the poll thread should rest instead of polling.</summary>
    public bool HoldsBack(IReadOnlyList<PartitionLane> lanes)
    {
        var isAnySated = false;
        foreach (var lane in lanes)
        {
            var appetite = lane.IsPaused ? LaneAppetite.None : lane.Appetite;
            if (appetite == LaneAppetite.Hungry)
            {
                return false;
            }

            isAnySated |= appetite == LaneAppetite.Sated;
        }

        return isAnySated && time.GetElapsedTime(_polled) < Longest;
    }

    /// <summary>Takes note that the poll thread polls.</summary>
    public void Polled() => _polled = time.GetTimestamp();
}
