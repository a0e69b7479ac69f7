using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace CdcFunctions.Simulation.Store;

/// <summary>A statement with its parameters.</summary>
internal sealed class SimBatchCommand : DbBatchCommand
{
    private readonly NpgsqlBatchCommand _parameters = new();

    /// <summary>Rows it touched.</summary>
    public int Touched { get; set; } = -1;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <inheritdoc/>
    public override CommandType CommandType { get; set; } = CommandType.Text;

    /// <inheritdoc/>
    public override int RecordsAffected => Touched;

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;
}
