namespace CdcFunctions.Simulation.Workload;

/// <summary>How often each sort of change comes.</summary>
internal static class ChangeSorts
{
    /// <summary>Sides of the die that decides.</summary>
    public const int Sides = 20;

    /// <summary>The next one.</summary>
    public static ChangeSort Next(Random chance, bool isCells) => Of(chance.Next(Sides), isCells);

    /// <summary>What a throw of the die means; deletes of partitions and ranges come only where rows are merged cell by cell.</summary>
    public static ChangeSort Of(int side, bool isCells) => side switch
    {
        < 6 => ChangeSort.Insert,
        < 16 => ChangeSort.Update,
        18 when isCells => ChangeSort.DeletePartition,
        19 when isCells => ChangeSort.DeleteRange,
        _ => ChangeSort.Delete,
    };
}
