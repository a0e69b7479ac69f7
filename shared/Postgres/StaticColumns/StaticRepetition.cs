using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.StaticColumns;

/// <summary>Makes a clustered table show the static columns of its partitions, or leave off, as its policy says.</summary>
/// <remarks>
/// Done when either table is bound, inside the transaction that changed it. Whoever has changed a table waits for the other one's change: of two that are
/// made at the same time the later sees both.
/// </remarks>
internal sealed class StaticRepetition(TableEvolution evolution, SchemaOptions options)
{
    /// <summary>Makes it so; true when the clustered table was changed.</summary>
    /// <param name="pair">Both tables; either may not be there yet.</param>
    /// <param name="seen">The shape that asked, for the history.</param>
    /// <param name="transaction">Where tables are changed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TableMismatchException">The clustered table cannot take the columns; the message says why.</exception>
    public async Task<bool> SettleAsync(StaticPair pair, SeenShape seen, SchemaTransaction transaction, CancellationToken cancellation)
    {
        if (transaction.IsTrial)
        {
            return false;
        }

        if (transaction.Connection is null || !pair.Repeats)
        {
            await using var own = transaction.Connection is null ? await evolution.OpenAsync(cancellation) : null;
            if (await LookAsync(own ?? transaction.Connection!, pair, cancellation) is null)
            {
                return false;
            }
        }

        var open = await transaction.BeginAsync(options.LockTimeout, cancellation);
        await TableLocks.TakeAsync(open, pair.Target, cancellation);
        return await LookAsync(open, pair, cancellation) is { } work && await RunAsync(transaction, pair, work, seen, cancellation);
    }

    // Null when nothing is to be done.
    private static async Task<RepetitionWork?> LookAsync(NpgsqlConnection connection, StaticPair pair, CancellationToken cancellation)
    {
        var tables = await TableCatalog.LoadAsync(connection, [pair.Target, pair.StaticTarget], cancellation);
        if (!tables.TryGetValue(pair.Target, out var table) || !tables.TryGetValue(pair.StaticTarget, out var statics))
        {
            return null;
        }

        var oids = new[] { (long)table.Oid, statics.Oid };
        var state = await connection.QuerySingleOrDefaultAsync<RepetitionState>(
            new CommandDefinition(RepetitionSql.State, new { pair.Target.Schema, pair.Target.Name, tables = oids }, cancellationToken: cancellation));
        var known = await SchemaStore.KnownAsync(connection, pair.StaticTarget, pair.Statics, cancellation);
        var work = new RepetitionWork(pair, table, statics, known, state ?? new RepetitionState());
        return work.IsDone ? null : work;
    }

    private static async Task<bool> RunAsync(SchemaTransaction transaction, StaticPair pair, RepetitionWork work, SeenShape seen, CancellationToken cancellation)
    {
        var connection = transaction.Connection!;
        try
        {
            foreach (var statement in work.Statements())
            {
                await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: cancellation));
            }
        }
        catch (TableMismatchException)
        {
            await transaction.DisposeAsync();
            throw;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            await transaction.DisposeAsync();
            throw work.Mismatch($"the role may not do what staticColumns: {(pair.Repeats ? "repeat" : "ownTable")} needs ({refused.MessageText})", $"Make the role the owner of {pair.Target} and {pair.StaticTarget}, and let it create in schema cdc");
        }

        var after = await TableCatalog.LoadAsync(connection, pair.Target, cancellation);
        foreach (var step in work.Steps())
        {
            await SchemaStore.RecordAsync(connection, pair.Table, seen, step, pair.Options.SchemaChanges, work.Table, after, pair.Target, cancellation);
        }

        return true;
    }
}
