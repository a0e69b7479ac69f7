using CdcFunctions.Simulation.Store.Statements;

namespace CdcFunctions.Simulation.Store;

/// <summary>A store without time and faults: every request is answered at once.</summary>
internal sealed class DirectServer(StoreState state) : IStoreServer
{
    /// <inheritdoc/>
    public Task OpenAsync(SimConnection connection, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatementResult>> AnswerAsync(SimConnection connection, StoreRequest request, CancellationToken cancellation)
    {
        var transaction = connection.Transaction ?? new StoreTransaction(state, connection.Machine);
        var results = request.Steps.Select(step => step.Statement?.Run(transaction, step.Arguments) ?? StatementResult.Nothing).ToList();
        if (request.RollsBack)
        {
            connection.Transaction = null;
            return Task.FromResult<IReadOnlyList<StatementResult>>(results);
        }

        connection.Transaction = request.Begins || (connection.Transaction is not null && !request.Commits) ? transaction : null;
        if (connection.Transaction is null)
        {
            transaction.Commit();
        }

        return Task.FromResult<IReadOnlyList<StatementResult>>(results);
    }

    /// <inheritdoc/>
    public void Close(SimConnection connection) => connection.Transaction = null;
}
