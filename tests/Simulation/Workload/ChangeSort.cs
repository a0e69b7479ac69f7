namespace CdcFunctions.Simulation.Workload;

/// <summary>Sorts of changes.</summary>
internal enum ChangeSort
{
    Insert,
    Update,
    Delete,
    DeletePartition,
    DeleteRange,
}
