using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Store.Statements;

namespace CdcFunctions.Simulation.Sabotage;

/// <summary>Changes what the product sends, as a bug in its SQL or in its transactions would.</summary>
internal sealed class SabotagedServer(IStoreServer server, StoreState state, PlantedBug bug) : IStoreServer
{
    /// <inheritdoc/>
    public Task OpenAsync(SimConnection connection, CancellationToken cancellation) => server.OpenAsync(connection, cancellation);

    /// <inheritdoc/>
    public void Close(SimConnection connection) => server.Close(connection);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatementResult>> AnswerAsync(SimConnection connection, StoreRequest request, CancellationToken cancellation)
    {
        var isWhole = request.Fence is not null && !request.Begins && request.Steps.Count > 1;
        var (fence, rows) = (new StoreRequest([.. request.Steps.Take(1)]), new StoreRequest([.. request.Steps.Skip(1)]));
        return bug switch
        {
            PlantedBug.CheckpointBeforeRows when isWhole => OneByOneAsync(connection, fence, rows, isSwapped: false, cancellation),
            PlantedBug.RowsBeforeCheckpoint when isWhole => OneByOneAsync(connection, rows, fence, isSwapped: true, cancellation),
            _ => server.AnswerAsync(connection, new StoreRequest([.. request.Steps.Select(Change)]), cancellation),
        };
    }

    private async Task<IReadOnlyList<StatementResult>> OneByOneAsync(
        SimConnection connection, StoreRequest first, StoreRequest second, bool isSwapped, CancellationToken cancellation)
    {
        var done = await server.AnswerAsync(connection, first, cancellation).ConfigureAwait(false);
        var rest = await server.AnswerAsync(connection, second, cancellation).ConfigureAwait(false);
        return isSwapped ? [.. rest, .. done] : [.. done, .. rest];
    }

    private StoreStep Change(StoreStep step) => (bug, step.Statement) switch
    {
        (PlantedBug.UpsertWithoutGuard, UpsertStatement) => step.With(step.Sql.Replace("(t._cdc_version, t._cdc_sequence) <=", "(0, 0) <=", StringComparison.Ordinal)),
        (PlantedBug.InsertPassesTombstone, UpsertStatement) => step.With(step.Sql.Replace("(d.version, d.sequence) > (i.v, i.s)", "false", StringComparison.Ordinal)),
        (PlantedBug.InsertPassesTombstone, CellTombstoneStatement) => step with { Sql = "select 1", Statement = new ConstantStatement() },
        (PlantedBug.LettersLost, LetterStatement) => step with { Sql = "select 1", Statement = new ConstantStatement() },
        (PlantedBug.WriterWithoutFence, AdvanceStatement) => Unfenced(step),
        _ => step,
    };

    private StoreStep Unfenced(StoreStep step)
    {
        var stored = state.Checkpoints[AdvanceStatement.Partition(step.Arguments)];
        return step with { Arguments = [.. step.Arguments.Take(3), stored.Epoch, stored.NextOffset, .. step.Arguments.Skip(5)] };
    }
}
