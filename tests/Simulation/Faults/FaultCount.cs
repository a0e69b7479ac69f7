namespace CdcFunctions.Simulation.Faults;

/// <summary>How often each kind of fault has happened.</summary>
internal sealed class FaultCount
{
    private readonly int[] _counts = new int[Enum.GetValues<FaultKind>().Length];

    public int Total => _counts.Sum();

    public int this[FaultKind kind] => _counts[(int)kind];

    public void Add(FaultKind kind) => _counts[(int)kind]++;
}
