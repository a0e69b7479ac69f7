using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Finds, creates or extends the target table of a source table, and binds its columns.</summary>
/// <remarks>Thread-safe. The hot path is one look-up; the catalog is read only when a shape is new.</remarks>
public sealed partial class TargetTables(NpgsqlDataSource warehouse, TargetTypes types, ILogger<TargetTables> logger)
{
    private const string Number =
        """
        insert into cdc.target_table (schema, name) values (@Schema, @Name)
        on conflict (schema, name) do update set name = excluded.name returning id
        """;

    private readonly ConcurrentDictionary<TableName, TargetState> _states = new();
    private readonly SemaphoreSlim _changing = new(1);

    /// <summary>The table the changes go to, with all their columns.</summary>
    /// <exception cref="TableMismatchException">The table cannot take them; every reason is named.</exception>
    public ValueTask<TargetState> ResolveAsync(SourceEntry source, TableChanges changes, CancellationToken cancellation)
        => _states.TryGetValue(changes.Table, out var state) && state.Fits(changes)
            ? ValueTask.FromResult(state)
            : new ValueTask<TargetState>(BindAsync(source, changes, cancellation));

    /// <summary>Looks at every table again, after PostgreSQL said that one is not what it was.</summary>
    public void Forget() => _states.Clear();

    private async Task<TargetState> BindAsync(SourceEntry source, TableChanges changes, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            if (_states.TryGetValue(changes.Table, out var state) && state.Fits(changes))
            {
                return state;
            }

            await using var connection = await warehouse.OpenConnectionAsync(cancellation);
            var shape = changes.Columns.Select(c => c.Shape).ToArray();
            var table = await ProvideAsync(connection, source, changes, shape, cancellation);
            state = await StateAsync(connection, source, changes.Table, shape, table, cancellation);
            types.Learn(source.Options, changes.Table, table);
            return _states[changes.Table] = state;
        }
        finally
        {
            _changing.Release();
        }
    }
}
