using CdcFunctions.Host.Web;

namespace CdcFunctions.Host.Kafka;

/// <summary>Health of the listeners. Hangs on their poll threads: a process that answers while nothing consumes must not look healthy.</summary>
internal sealed class KafkaHealth(IKafkaListeners listeners, ListenerOptions options, TimeProvider time) : IHealthPart
{
    /// <inheritdoc/>
    public IEnumerable<HealthReport> Report() => listeners.Snapshots().SelectMany(Of);

    private IEnumerable<HealthReport> Of(ListenerSnapshot listener)
    {
        var name = $"kafka/{listener.Function}";
        var silence = time.GetUtcNow() - (listener.DownSince ?? listener.LastPoll ?? time.GetUtcNow());
        if (listener.State is ListenerState.Draining or ListenerState.Stopped)
        {
            yield return HealthReport.NotReady(name, "The listener is stopping.");
        }
        else if (listener.DownSince is not null || silence > options.SilentIsUnready)
        {
            var what = listener.DownSince is not null ? $"The consumer died ({listener.LastError}) and is started anew" : "The poll thread has gone silent";
            yield return new HealthReport(name, IsLive: silence < options.SilentIsDead, IsReady: false,
                $"{what}, for {silence.TotalSeconds:F0} s now. After {options.SilentIsDead.TotalSeconds:F0} s the process counts as dead: let it be restarted.");
        }
        else if (listener.BrokerProblem is { } problem)
        {
            yield return HealthReport.NotReady(name, $"{problem}; the host goes on by itself.");
        }
        else
        {
            var ill = listener.Lanes.Where(IsIll).Select(lane => Describe(name, lane)).ToList();
            foreach (var report in ill.Count > 0 ? ill : [HealthReport.Well(name, $"{listener.Lanes.Count} partitions")])
            {
                yield return report;
            }
        }
    }

    private bool IsIll(LaneSnapshot lane)
        => lane.State == LaneState.Faulted || (lane.FailingSince is { } since && time.GetUtcNow() - since > options.FailingIsUnready);

    private static HealthReport Describe(string name, LaneSnapshot lane)
    {
        var stands = lane.State switch
        {
            LaneState.Faulted => $"has stopped: {lane.LastError}. Nothing is skipped. Mend the cause, then restart the host",
            LaneState.Opening => $"{lane.LastError}. It goes on by itself",
            _ => $"fails since {lane.FailingSince:u} ({lane.FailedAttempts} attempts): {lane.LastError}. It retries by itself",
        };
        return HealthReport.NotReady($"{name}/{lane.Topic}/{lane.Partition}", $"Lane {lane.Topic}/{lane.Partition} {stands}; offset {lane.NextOffset?.ToString() ?? "unknown"}.");
    }
}
