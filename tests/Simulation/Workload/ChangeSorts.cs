namespace CdcFunctions.Simulation.Workload;

/// <summary>How often each sort of change comes.</summary>
internal static class ChangeSorts
{
    /// <summary>The next one; deletes of partitions and ranges only where rows are merged cell by cell.</summary>
    public static ChangeSort Next(Random chance, bool isCells) => chance.Next(20) switch
    {
        < 6 => ChangeSort.Insert,
        < 16 => ChangeSort.Update,
        18 when isCells => ChangeSort.DeletePartition,
        19 when isCells => ChangeSort.DeleteRange,
        _ => ChangeSort.Delete,
    };
}
