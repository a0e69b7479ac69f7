using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Store.Statements;
using CdcFunctions.Simulation.Store.Statements.Stage;

namespace CdcFunctions.Simulation.Sabotage;

/// <summary>Changes what the product sends, as a bug in its SQL or in its transactions would.</summary>
internal sealed class SabotagedServer(IStoreServer server, StoreState state, PlantedBug bug) : IStoreServer
{
    private const string NoGroup = "nobody";

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
            PlantedBug.TransactionSplit when isWhole && state.Tables.Count > 1 && request.Steps.Count(IsRow) > 1 => OneByOneAsync(connection, UpToRows(request), AfterRows(request), isSwapped: false, cancellation),
            PlantedBug.TransactionSplit when connection.Transaction is not null && request.Steps.Any(IsRow) => server.AnswerAsync(connection, new StoreRequest([.. request.Steps, StoreStep.Commit]), cancellation),
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

    private static StoreRequest UpToRows(StoreRequest request) => new([.. request.Steps.Take(FirstRows(request))]);

    private static StoreRequest AfterRows(StoreRequest request) => new([.. request.Steps.Skip(FirstRows(request))]);

    private static int FirstRows(StoreRequest request) => request.Steps.TakeWhile(step => !IsRow(step)).Count() + 1;

    private static bool IsRow(StoreStep step) => step.Statement is UpsertStatement or DeleteStatement;

    private StoreStep Change(StoreStep step) => (bug, step.Statement) switch
    {
        (PlantedBug.UpsertWithoutGuard, UpsertStatement) => step.With(step.Sql.Replace("(t._cdc_version, t._cdc_sequence) <=", "(0, 0) <=", StringComparison.Ordinal)),
        (PlantedBug.InsertPassesTombstone, UpsertStatement) => step.With(step.Sql.Replace("(d.version, d.sequence) > (i.v, i.s)", "false", StringComparison.Ordinal)),
        (PlantedBug.InsertPassesTombstone, CellTombstoneStatement) => step with { Sql = "select 1", Statement = new ConstantStatement() },
        (PlantedBug.LettersLost, LetterStatement) => step with { Sql = "select 1", Statement = new ConstantStatement() },
        (PlantedBug.StageForgotten, StageLoadStatement) => step with { Arguments = [NoGroup, .. step.Arguments.Skip(1)] },
        (PlantedBug.ParkedForgotten, ParkFindStatement) => step with { Arguments = [NoGroup, .. step.Arguments.Skip(1)] },
        (PlantedBug.WriterWithoutFence, AdvanceStatement) => Unfenced(step),
        _ => step,
    };

    private StoreStep Unfenced(StoreStep step)
    {
        var stored = state.Checkpoints[AdvanceStatement.Partition(step.Arguments)];
        return step with { Arguments = [.. step.Arguments.Take(3), stored.Epoch, stored.NextOffset, .. step.Arguments.Skip(5)] };
    }
}
