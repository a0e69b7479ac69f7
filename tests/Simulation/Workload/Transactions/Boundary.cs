namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>What a record is to its transaction.</summary>
internal enum Boundary
{
    Begin,
    Change,
    End,
}
