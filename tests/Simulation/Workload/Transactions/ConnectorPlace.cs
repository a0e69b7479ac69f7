namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>Where a connector goes on when it starts from an offset that it has stored, and what it remembers there.</summary>
/// <param name="Transaction">The transaction, from 0 on.</param>
/// <param name="Change">Its next change, from 0 on.</param>
internal sealed record ConnectorPlace(int Transaction, int Change)
{
    /// <summary>Changes that it has counted of the transaction, by table.</summary>
    public IReadOnlyDictionary<int, int> Counts { get; init; } = new Dictionary<int, int>();

    /// <summary>Whether the BEGIN of the transaction was sent.</summary>
    public bool HasBegun { get; init; }

    /// <summary>What it has counted of the transaction before, whose END was not sent; null when it was.</summary>
    public IReadOnlyDictionary<int, int>? Owed { get; init; }
}
