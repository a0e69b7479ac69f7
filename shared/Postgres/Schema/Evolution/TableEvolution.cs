using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Tables;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Makes a target table follow its source as far as the policies allow, inside the transaction of the first rows that need it.</summary>
/// <remarks>
/// Looks without a lock first: nearly always nothing is to be done. Changes run under an advisory lock of the table, so that of several replicas one makes them and the
/// others find them made. Then the lock of the fence is taken before any lock of the table itself, in the order in which every batch takes them: no deadlock.
/// </remarks>
public sealed partial class TableEvolution(NpgsqlDataSource warehouse, SchemaOptions options, ILogger<TableEvolution> logger)
{
    private readonly StrayRules _strays = new();

    /// <summary>Major version of PostgreSQL, once a connection was opened.</summary>
    internal int ServerVersion { get; private set; }

    /// <summary>Settles shapes of one source table, oldest knowledge first.</summary>
    /// <exception cref="TableMismatchException">The table is paused; the message says why and what to do.</exception>
    internal async Task<Settlement> SettleAsync(EvolvingTable table, IReadOnlyList<SeenShape> shapes, SchemaTransaction transaction, CancellationToken cancellation)
    {
        if (_strays.Find(table, shapes) is { Count: > 0 } strays)
        {
            Log.StrayRules(logger, table.Source.ToString(), string.Join(", ", strays));
        }

        var isFirst = transaction.Connection is null;
        if (isFirst)
        {
            await using var connection = await OpenAsync(cancellation);
            var look = await LookAsync(connection, table, shapes, cancellation);
            if (!look.MustChange)
            {
                return look.ToSettlement();
            }
        }

        var open = await transaction.BeginAsync(options.LockTimeout, cancellation);
        await TableLocks.TakeAsync(open, table.Target, cancellation);
        var work = await LookAsync(open, table, shapes, cancellation);
        if (!work.HasSchema)
        {
            var mayCreate = await TableLocks.SchemaAsync(open, table.Target, cancellation);
            if (!mayCreate || (await LookAsync(open, table, shapes, cancellation)).HasSchema)
            {
                // Another transaction has made it, or tried to. To this one PostgreSQL may go on saying that there is none: it remembers names that it did not find.
                await transaction.DisposeAsync();
                return isFirst ? await SettleAsync(table, shapes, transaction, cancellation) : throw new TimeoutException($"Schema {table.Target.Schema} came from another batch. This one is tried again.");
            }
        }

        if (work.FindPause() is null && work.Parks() && !transaction.IsTrial)
        {
            // The rows that show it may all be parked, and then this transaction has no rows to come with.
            await transaction.DisposeAsync();
            await RememberAsync(table, work, cancellation);
            return isFirst ? await SettleAsync(table, shapes, transaction, cancellation) : throw new TimeoutException($"{table.Target} was looked at anew. The batch is tried again.");
        }

        if (work.FindPause() is null)
        {
            await ApplyAsync(transaction, table, work, cancellation);
        }

        if (work.FindPause() is { } pause)
        {
            await transaction.DisposeAsync();
            await (transaction.IsTrial ? Task.CompletedTask : PauseAsync(table, work, cancellation));
            throw new TableMismatchException(TableMismatchException.Paused(table.Target, pause, work.ReasonOf(pause)));
        }

        return work.ToSettlement();
    }

    /// <summary>Opens a connection outside the transaction.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = await warehouse.OpenConnectionAsync(cancellation);
        ServerVersion = connection.PostgreSqlVersion.Major;
        return connection;
    }

    private async Task<EvolutionWork> LookAsync(NpgsqlConnection connection, EvolvingTable table, IReadOnlyList<SeenShape> shapes, CancellationToken cancellation)
    {
        ServerVersion = connection.PostgreSqlVersion.Major;

        // In this order: another replica may commit in between, and a table must never be older than what is known of it.
        var known = await SchemaStore.KnownAsync(connection, table.Target, table.Source, cancellation);
        var target = await TableCatalog.LoadAsync(connection, table.Target, cancellation);
        var condition = await SchemaStore.ConditionAsync(connection, table.Target, options.LargestRewriteBytes, cancellation);
        var accepted = await SchemaStore.AcceptedAsync(connection, table.Target, cancellation);
        return new EvolutionWork(table, shapes, target, known, condition, accepted);
    }

    private async Task ApplyAsync(SchemaTransaction transaction, EvolvingTable table, EvolutionWork work, CancellationToken cancellation)
    {
        var connection = transaction.Connection!;
        var hasView = table.Options.Deletes == DeletePolicy.Soft;
        var readers = hasView && work is { Target: { } before, ChangesColumns: true } ? await LiveViews.StandAsideAsync(connection, before, cancellation) : null;
        for (var at = 0; at < work.Steps.Count; at++)
        {
            if (work.Steps[at].Step is { Outcome: SchemaOutcome.Applied, Sql: { Length: > 0 } sql } step && await RunAsync(connection, step, sql, cancellation) is { } refused)
            {
                work.Fail(at, refused);
            }
        }

        if (work.FindPause() is not null)
        {
            return;
        }

        foreach (var statement in work.Bookkeeping())
        {
            await ExecuteAsync(connection, statement, cancellation);
        }

        var after = await TableCatalog.LoadAsync(connection, table.Target, cancellation)
            ?? throw new InvalidOperationException($"The name {table.Target} belongs to something that is no table (a view, perhaps). Rename it, or set `target` for the source table.");
        if (hasView)
        {
            await LiveViews.EnsureAsync(connection, after, readers, logger, cancellation);
        }

        await RecordAsync(transaction, table, work, after, cancellation);
        await SchemaStore.SaveAsync(connection, table.Target, table.Source, work.Known, cancellation);
        work.After(after);
    }

    // What a paused table waits for is written apart: the batch that showed it does not commit.
    private async Task PauseAsync(EvolvingTable table, EvolutionWork work, CancellationToken cancellation)
    {
        await using var transaction = new SchemaTransaction(warehouse);
        var connection = await transaction.BeginAsync(options.LockTimeout, cancellation);
        await TableLocks.NameAsync(connection, table.Target, cancellation);
        var waiting = work.Steps.Where(static one => one.Step.Outcome is SchemaOutcome.Pending or SchemaOutcome.Refused).ToList();
        foreach (var (seen, step) in waiting)
        {
            await WaitAsync(connection, table, work, seen, step, work.Target, cancellation);
            if (step.Effect == RowEffect.Wait)
            {
                Log.Paused(logger, table.Target.ToString(), SchemaStore.KindName(step.Change.Kind), step.Change.Describe(), work.ReasonOf(step));
            }
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task RememberAsync(EvolvingTable table, EvolutionWork work, CancellationToken cancellation)
    {
        await using var transaction = new SchemaTransaction(warehouse);
        var connection = await transaction.BeginAsync(options.LockTimeout, cancellation);
        await TableLocks.NameAsync(connection, table.Target, cancellation);
        var known = await SchemaStore.KnownAsync(connection, table.Target, table.Source, cancellation);
        foreach (var (seen, step) in work.Steps.Where(static one => one.Step is { Effect: RowEffect.DeadLetter, Change.IsNews: true }))
        {
            await WaitAsync(connection, table, work, seen, step, work.Target, cancellation);
            known = known.WithType(step.Change.Column!, step.Change.To!);
            transaction.AfterCommit(() => Log.Waits(logger, table.Target.ToString(), SchemaStore.KindName(step.Change.Kind), step.Change.Describe(), work.ReasonOf(step)));
        }

        await SchemaStore.SaveAsync(connection, table.Target, table.Source, known, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task RecordAsync(SchemaTransaction transaction, EvolvingTable table, EvolutionWork work, TargetTable after, CancellationToken cancellation)
    {
        var connection = transaction.Connection!;
        foreach (var (seen, step) in work.Steps.Where(one => work.IsWorthALine(one.Step)))
        {
            var (name, kind, detail) = (table.Target.ToString(), SchemaStore.KindName(step.Change.Kind), step.Change.Describe());
            if (step.Outcome is SchemaOutcome.Pending or SchemaOutcome.Refused)
            {
                await WaitAsync(connection, table, work, seen, step, after, cancellation);
                transaction.AfterCommit(() => Log.Waits(logger, name, kind, detail, work.ReasonOf(step)));
            }
            else
            {
                await SchemaStore.RecordAsync(connection, table.Source, seen, step, table.Options.SchemaChanges, work.Target, after, table.Target, cancellation);
                transaction.AfterCommit(() => Log.Settled(logger, name, kind, detail, step.Outcome));
            }

            if (step is { Offer: { } offer, Outcome: SchemaOutcome.Applied })
            {
                await SchemaStore.AddTaskAsync(connection, table.Target, step.Change with { To = "copy values" }, offer, "offered", cancellation);
            }
        }
    }

    private static async Task WaitAsync(
        NpgsqlConnection connection, EvolvingTable table, EvolutionWork work, SeenShape seen, SchemaStep step, TargetTable? target, CancellationToken cancellation)
    {
        await SchemaStore.RecordAsync(connection, table.Source, seen, step, table.Options.SchemaChanges, work.Target, target, table.Target, cancellation);
        await SchemaStore.AddTaskAsync(connection, table.Target, step.Change, step.Sql ?? EvolvingTable.NothingToRun, work.ReasonOf(step), cancellation);
    }

    // What PostgreSQL refuses (a view over the column, a value that does not convert) becomes a task; a lock that is not free is tried again with the batch.
    private static async Task<PostgresException?> RunAsync(NpgsqlConnection connection, SchemaStep step, string sql, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, "savepoint schema_step", cancellation);
        try
        {
            await ExecuteAsync(connection, sql, cancellation);
            await ExecuteAsync(connection, "release savepoint schema_step", cancellation);
            return null;
        }
        catch (PostgresException race) when (step.Change.Kind == SchemaChangeKind.CreateTable && IsRace(race.SqlState))
        {
            throw new TimeoutException("Another process made the same table at the same moment. The batch is tried again.", race);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege || FailureClassifier.Classify(refused) != FailureKind.Transient)
        {
            await ExecuteAsync(connection, "rollback to savepoint schema_step", cancellation);
            return refused;
        }
    }

    // Duplicate schema, table or type; unique violation inside the catalog.
    private static bool IsRace(string state) => state is PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject
        or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.InternalError;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // EvolutionSql and TableDdl quote every name
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
