using System.Data.Common;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Store;

/// <summary>A machine's way to the simulated store, in the place of Npgsql's data source.</summary>
internal sealed class SimDataSource(IStoreServer server, Machine? machine) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => "Host=simulated";

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SimConnection(server, machine);

    /// <inheritdoc/>
    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = CreateDbConnection();
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }
}
