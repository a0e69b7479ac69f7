using CdcFunctions.Support.Properties;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>A history in one order of delivery, copies included.</summary>
/// <param name="Steps">Its events, each with what follows it.</param>
internal sealed record CellDelivery(IReadOnlyList<CellStep> Steps)
{
    /// <summary>What happened, in no order.</summary>
    public IReadOnlyList<CellEvent> Events => [.. Steps.Select(step => step.Event)];

    /// <summary>What comes together, and the step it ends with.</summary>
    public IEnumerable<(CellEvent[] Events, CellStep Last)> Batches()
    {
        for (var (start, at) = (0, 0); at < Steps.Count; at++)
        {
            if (Steps[at].EndsBatch || at == Steps.Count - 1)
            {
                yield return ([.. Steps.Skip(start).Take(at + 1 - start).Select(step => step.Event)], Steps[at]);
                start = at + 1;
            }
        }
    }

    /// <summary>Fewer events, and simpler ones.</summary>
    public IEnumerable<CellDelivery> Smaller() => SmallerLists.Of(Steps, step => step.Smaller()).Where(steps => steps.Count > 0).Select(steps => new CellDelivery(steps));

    public override string ToString() => string.Join('\n', Batches().Select((batch, n) => $"{n + 1}. {string.Join("\n   ", batch.Events.Select(e => e.ToString()))}{batch.Last.After()}"));
}
