using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Finds, creates or extends the target table of a source table by policy, and binds its columns.</summary>
/// <remarks>Thread-safe. The hot path is one look-up; the catalog is read only when a shape is new.</remarks>
public sealed partial class TargetBindings(NpgsqlDataSource warehouse, TargetTypes types, ILogger<TargetBindings> logger) : IDisposable
{
    private const int MostShapes = 64;

    private const string Number =
        """
        insert into cdc.target_table (schema, name) values (@Schema, @Name)
        on conflict (schema, name) do update set name = excluded.name returning id
        """;

    // Events without schema show different columns from batch to batch: a table has a state for each set it was seen with.
    private readonly ConcurrentDictionary<TableName, TargetState[]> _states = new();
    private readonly SemaphoreSlim _changing = new(1);

    /// <summary>The table the changes go to, with all their columns.</summary>
    /// <exception cref="TableMismatchException">The table cannot take them; every reason is named.</exception>
    public ValueTask<TargetState> ResolveAsync(SourceEntry source, TableChanges changes, CancellationToken cancellation)
        => Find(changes) is { } state
            ? ValueTask.FromResult(state)
            : new ValueTask<TargetState>(BindAsync(source.Options, changes, cancellation));

    /// <summary>Looks at every table again, after PostgreSQL said that one is not what it was.</summary>
    public void Forget() => _states.Clear();

    /// <inheritdoc />
    public void Dispose() => _changing.Dispose();

    private async Task<TargetState> BindAsync(SourceOptions source, TableChanges changes, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            if (Find(changes) is { } known)
            {
                return known;
            }

            await using var connection = await warehouse.OpenConnectionAsync(cancellation);
            var shape = changes.Columns.Select(c => c.Shape).ToArray();
            var table = await ProvideAsync(connection, source, changes, shape, cancellation);
            var binding = TableBinding.Bind(shape, source.Table(changes.Table.Table), table, connection.PostgreSqlVersion.Major);
            if (!binding.IsUsable)
            {
                throw new TableMismatchException(TableMismatchException.Describe(table.Name, binding.Faults));
            }

            var id = await connection.ExecuteScalarAsync<int>(new CommandDefinition(Number, table.Name, cancellationToken: cancellation));
            types.Publish(table);
            var state = new TargetState(id, table, new BoundShape(binding, shape));
            _states.AddOrUpdate(changes.Table, [state], (_, others) => others.Length < MostShapes ? [state, .. others] : [state]);
            return state;
        }
        finally
        {
            _changing.Release();
        }
    }

    private TargetState? Find(TableChanges changes)
        => _states.TryGetValue(changes.Table, out var states) ? Array.Find(states, state => state.Fits(changes)) : null;

    private async Task<TargetTable> ProvideAsync(
        NpgsqlConnection connection, SourceOptions source, TableChanges changes, ColumnShape[] shape, CancellationToken cancellation)
    {
        var name = changes.Table;
        var options = source.Table(name.Table);
        var target = TargetTableName.For(source, name);
        var before = await TableCatalog.LoadAsync(connection, target, cancellation);
        var wanted = TableDefinition.For(target, shape, options) with { HasCellTimes = changes.Merge == MergeMode.Cell };
        var missing = before is null ? [] : wanted.Columns.Where(c => !before.Has(c.Name)).Select(c => c.Name).ToList();
        if (!CanChange(options.SchemaChanges) && (before is null || missing.Count > 0))
        {
            if (before is null || options.SchemaChanges == SchemaChangePolicy.Exception)
            {
                throw new TableMismatchException(TableMismatchException.NotAllowed(target, missing, options.SchemaChanges));
            }

            Log.LeftOut(logger, target.ToString(), string.Join(", ", missing));
            wanted = wanted with { Columns = [.. wanted.Columns.Where(c => before.Has(c.Name))] };
        }

        return await TargetTables.EnsureAsync(connection, wanted, SchemaHistory.RecordAsync, cancellation);
    }

    private static bool CanChange(SchemaChangePolicy policy)
        => policy is SchemaChangePolicy.Evolve or SchemaChangePolicy.Try or SchemaChangePolicy.Lenient;
}
