namespace CdcFunctions.Host.Kafka;

/// <summary>Where a lane begins.</summary>
/// <param name="Offset">First offset to read; null when the lane must not begin.</param>
/// <param name="Problem">What is wrong with the stored offset; null when nothing is.</param>
internal readonly record struct StartDecision(long? Offset, string? Problem)
{
    /// <summary>Decides: the stored offset, else Kafka's committed one, else the end or the beginning. An offset that the broker does not hold is never replaced silently.</summary>
    public static StartDecision Of(long? stored, LogRange log, ListenerOptions options)
    {
        var wanted = stored ?? log.Committed;
        if (wanted is not { } offset)
        {
            return new(options.StartsAtEnd ? log.End : log.Start, null);
        }

        if (offset >= log.Start && offset <= log.End)
        {
            return new(offset, null);
        }

        var problem = offset < log.Start
            ? $"offset {offset} is no longer on the broker, which begins at {log.Start}: {log.Start - offset} offsets were deleted before they were applied"
            : $"offset {offset} is beyond the end of the log, {log.End}: the topic was made anew or the broker lost records";
        return options.MissingOffset switch
        {
            MissingOffsetPolicy.Earliest => new(log.Start, problem),
            MissingOffsetPolicy.Latest => new(log.End, problem),
            _ => new(null, problem),
        };
    }
}
