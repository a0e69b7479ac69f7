using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>An event as it is delivered.</summary>
/// <param name="Event">The event.</param>
/// <param name="EndsBatch">True when its batch ends with it.</param>
/// <param name="Partition">Kafka partition of the batch that ends with it.</param>
/// <param name="SweepAt">Time of a sweep of expired rows after that batch; 0 for none.</param>
internal sealed record CellStep(CellEvent Event, bool EndsBatch, int Partition, long SweepAt)
{
    /// <summary>Without its end of batch, its sweep, its expiry, one of its cells.</summary>
    public IEnumerable<CellStep> Smaller()
    {
        if (EndsBatch)
        {
            yield return this with { EndsBatch = false };
        }

        if (SweepAt != 0)
        {
            yield return this with { SweepAt = 0 };
        }

        if (Event.Expiry != 0)
        {
            yield return this with { Event = Event with { Expiry = 0 } };
        }

        for (var cell = 0; Event.Kind is ChangeKind.Insert or ChangeKind.Update && cell < Event.Cells.Count; cell++)
        {
            yield return this with { Event = Event with { Cells = [.. Event.Cells.Where((_, n) => n != cell)] } };
        }
    }

    /// <summary>What follows, in words.</summary>
    public string After() => SweepAt == 0 ? "" : $"\n   sweep at {SweepAt}";
}
