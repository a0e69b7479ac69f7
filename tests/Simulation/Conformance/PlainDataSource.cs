using System.Data.Common;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>A real server known by ADO.NET's classes alone, as the simulated one is: the product then takes the same way with both.</summary>
internal sealed class PlainDataSource(DbDataSource warehouse) : DbDataSource
{
    /// <inheritdoc/>
    public override string ConnectionString => warehouse.ConnectionString;

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => warehouse.CreateConnection();
}
