namespace CdcFunctions.Postgres.Watch;

/// <summary>How many records of a topic were settled up to certain moments, oldest first.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Samples">Moments and counts since ever.</param>
internal sealed record TopicHistory(string Topic, IReadOnlyList<(DateTimeOffset At, long Records)> Samples)
{
    /// <summary>First moment known.</summary>
    public DateTimeOffset Start => Samples[0].At;

    /// <summary>Last moment at which the count was another one than before; the start when it never moved.</summary>
    public DateTimeOffset LastMoved
    {
        get
        {
            for (var n = Samples.Count - 1; n > 0; n--)
            {
                if (Samples[n].Records != Samples[n - 1].Records)
                {
                    return Samples[n].At;
                }
            }

            return Start;
        }
    }

    /// <summary>Records settled between two moments.</summary>
    public long Between(DateTimeOffset from, DateTimeOffset to) => At(to) - At(from);

    private long At(DateTimeOffset moment)
    {
        var records = Samples[0].Records;
        foreach (var sample in Samples)
        {
            if (sample.At > moment)
            {
                break;
            }

            records = sample.Records;
        }

        return records;
    }
}
