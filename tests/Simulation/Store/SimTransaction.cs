using System.Data;
using System.Data.Common;

namespace CdcFunctions.Simulation.Store;

/// <summary>A transaction that the client has opened. Its BEGIN goes with the first statement, as Npgsql's does.</summary>
internal sealed class SimTransaction(SimConnection connection) : DbTransaction
{
    /// <inheritdoc/>
    public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

    /// <inheritdoc/>
    protected override DbConnection DbConnection => connection;

    /// <inheritdoc/>
    public override Task CommitAsync(CancellationToken cancellationToken = default) => connection.SendAsync([StoreStep.Commit], cancellationToken);

    /// <inheritdoc/>
    public override Task RollbackAsync(CancellationToken cancellationToken = default) => connection.SendAsync([StoreStep.Rollback], cancellationToken);

    /// <inheritdoc/>
    public override void Commit() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Rollback() => throw new NotSupportedException();
}
