using System.Data;
using System.Data.Common;

namespace CdcFunctions.Simulation.Store;

/// <summary>Statements that go to the simulated store together.</summary>
internal sealed class SimBatch : DbBatch
{
    private readonly SimBatchCommands _commands = [];

    /// <inheritdoc/>
    public override int Timeout { get; set; }

    /// <inheritdoc/>
    protected override DbBatchCommandCollection DbBatchCommands => _commands;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken = default)
    {
        await using var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        return -1;
    }

    /// <inheritdoc/>
    public override object? ExecuteScalar() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    public override Task PrepareAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Cancel()
    {
    }

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var results = await ((SimConnection)Connection!).SendAsync(_commands.Select(c => StoreStep.Of(c.CommandText, c.Parameters)), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < results.Count; i++)
        {
            if (_commands[i] is SimBatchCommand own)
            {
                own.Touched = results[i].Affected;
            }
        }

        return Answer(results.Select(result => result.Rows).OfType<DataTable>());
    }

    /// <inheritdoc/>
    protected override DbBatchCommand CreateDbBatchCommand() => new SimBatchCommand();

    /// <summary>Results as a reader; one without columns when there is none.</summary>
    public static DbDataReader Answer(IEnumerable<DataTable> tables) => tables.ToArray() is { Length: > 0 } some ? new DataTableReader(some) : new DataTable().CreateDataReader();
}
