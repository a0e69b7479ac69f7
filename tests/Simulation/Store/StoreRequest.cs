using CdcFunctions.Simulation.Store.Statements;
using CdcFunctions.Simulation.Store.Statements.Stage;

namespace CdcFunctions.Simulation.Store;

/// <summary>What goes to the server in one round trip.</summary>
/// <param name="Steps">Statements with their arguments, as they were when they were sent.</param>
internal sealed record StoreRequest(IReadOnlyList<StoreStep> Steps)
{
    /// <summary>Whether it opens a transaction that later requests go on with.</summary>
    public bool Begins => Steps.Any(step => step.Sql == "begin");

    /// <summary>Whether it ends with a commit.</summary>
    public bool Commits => Steps.Any(step => step.Sql == "commit");

    /// <summary>Whether it gives its transaction up.</summary>
    public bool RollsBack => Steps.Any(step => step.Sql == "rollback");

    /// <summary>The fence, when there is one.</summary>
    public StoreStep? Fence => Steps.FirstOrDefault(step => step.Statement is AdvanceStatement);

    /// <summary>Locks that it needs to the end of its transaction.</summary>
    public (IReadOnlyCollection<object> Exclusive, IReadOnlyCollection<object> Shared) Locks()
    {
        if (Fence is not { } fence)
        {
            return ([.. Steps.Select(step => step.Statement).OfType<TakeEpochStatement>().Select(taken => (object)taken.Partition), .. LockedTables()], []);
        }

        var exclusive = (int[])fence.Arguments[7]!;
        return ([AdvanceStatement.Partition(fence.Arguments), .. exclusive.Distinct().Cast<object>()], [.. ((int[])fence.Arguments[6]!).Except(exclusive).Cast<object>()]);
    }

    private IEnumerable<object> LockedTables() => Steps.Where(step => step.Statement is TableLockStatement).SelectMany(step => TableLockStatement.Tables(step.Arguments)).Cast<object>();

    /// <summary>Partition and offsets, for the trace.</summary>
    public string Place => Fence is { } fence ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{fence.Arguments[2]} {fence.Arguments[4]}..{fence.Arguments[5]} epoch {fence.Arguments[3]}") : "";
}
