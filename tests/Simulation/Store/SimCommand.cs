using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Simulation.Store.Statements;
using Npgsql;

namespace CdcFunctions.Simulation.Store;

/// <summary>A single statement, as Dapper sends the two of the checkpoint store.</summary>
internal sealed class SimCommand : DbCommand
{
    private readonly NpgsqlCommand _parameters = new();

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <inheritdoc/>
    public override int CommandTimeout { get; set; }

    /// <inheritdoc/>
    public override CommandType CommandType { get; set; }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <inheritdoc/>
    public override void Cancel()
    {
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override object? ExecuteScalar() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new NpgsqlParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        string Text(string name) => (string)_parameters.Parameters[name].Value!;
        var partition = new PartitionKey(Text("ConsumerGroup"), Text("Topic"), (int)_parameters.Parameters["Partition"].Value!);
        IStatement statement = CommandText switch
        {
            CheckpointSql.TakeEpoch => new TakeEpochStatement(partition),
            CheckpointSql.Read => new ReadCheckpointStatement(partition),
            _ => throw new InvalidOperationException($"The simulated store does not understand this statement; teach it in tests/Simulation/Store:\n{CommandText}"),
        };
        var results = await ((SimConnection)Connection!).SendAsync([new StoreStep(CommandText, statement, [])], cancellationToken).ConfigureAwait(false);
        return SimBatch.Answer(results.Select(result => result.Rows).OfType<DataTable>());
    }
}
