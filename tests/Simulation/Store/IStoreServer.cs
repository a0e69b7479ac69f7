namespace CdcFunctions.Simulation.Store;

/// <summary>The server behind the connections.</summary>
internal interface IStoreServer
{
    /// <summary>Accepts a connection.</summary>
    Task OpenAsync(SimConnection connection, CancellationToken cancellation);

    /// <summary>Answers a request: all its statements run at one instant, or none does.</summary>
    Task<IReadOnlyList<Statements.StatementResult>> AnswerAsync(SimConnection connection, StoreRequest request, CancellationToken cancellation);

    /// <summary>Takes note that the client has closed.</summary>
    void Close(SimConnection connection);
}
