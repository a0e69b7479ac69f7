using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Operations.Resilience;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.StaticColumns;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Finds the target table of a source table, lets it follow the source by policy, and binds its columns.</summary>
/// <remarks>Thread-safe. The hot path is one look-up; the catalog is read only when a shape is new.</remarks>
public sealed class TargetBindings(TableEvolution evolution, SchemaCatalog schemas, TargetTypes types, SchemaOptions options, RuleBook rules, TimeProvider time) : ITargetBindings, IDisposable
{
    private const int MostShapes = 64;

    private const string Number =
        """
        with made as (
          insert into cdc.target_table (schema, name) select @Schema, @Name where not exists (select from cdc.target_table where schema = @Schema and name = @Name)
          on conflict (schema, name) do update set name = excluded.name returning id)
        select id from made union all select id from cdc.target_table where schema = @Schema and name = @Name limit 1
        """;

    // Events without schema show different columns from batch to batch: a table has a state for each set it was seen with.
    private readonly ConcurrentDictionary<TableName, TargetState[]> _states = new();
    private readonly ConcurrentDictionary<TableName, SettledShapes> _settled = new();
    private readonly ConcurrentDictionary<TableName, SemaphoreSlim> _changing = new();
    private readonly StaticRepetition _repetition = new(evolution, options);

    /// <inheritdoc />
    public RuleBook Rules => rules;

    /// <inheritdoc />
    public ValueTask<TargetState> ResolveAsync(
        SourceEntry source, TableChanges changes, ReadOnlyMemory<SourceRecord> records, SchemaTransaction transaction, CancellationToken cancellation)
        => Find(changes, records) is { } state
            ? ValueTask.FromResult(state)
            : new ValueTask<TargetState>(BindAsync(source.Options, changes, records, transaction, cancellation));

    /// <inheritdoc />
    public void Forget()
    {
        _states.Clear();
        _settled.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var one in _changing.Values)
        {
            one.Dispose();
        }
    }

    private async Task<TargetState> BindAsync(
        SourceOptions source, TableChanges changes, ReadOnlyMemory<SourceRecord> records, SchemaTransaction transaction, CancellationToken cancellation)
    {
        var changing = _changing.GetOrAdd(changes.Table, static _ => new SemaphoreSlim(1));
        await changing.WaitAsync(cancellation);
        try
        {
            if (Find(changes, records) is { } known)
            {
                return known;
            }

            var table = new EvolvingTable(changes.Table, TargetTableName.For(source, changes.Table), source.Table(changes.Table.Table), changes.Merge == MergeMode.Cell);
            if (BindingNames.Unfit(changes.Columns.Select(static column => column.Shape), table.Options).ToList() is { Count: > 0 } unfit)
            {
                throw new TableMismatchException(TableMismatchException.Describe(table.Target, unfit));
            }

            var record = schemas.Find(TopicOf(changes, records));
            var shapes = ShapeReading.Of(changes, record, source, records.Span);
            var settlement = await evolution.SettleAsync(table, shapes, transaction, cancellation);
            var number = await NumberAsync(transaction, table.Target, cancellation);
            int? shown = null;
            if (StaticPair.Of(source, changes.Table, TopicOf(changes, records)) is { } pair)
            {
                shown = pair.Repeats && pair.IsStatic(changes.Table) ? await NumberAsync(transaction, pair.Target, cancellation) : null;
                settlement = await RepeatAsync(pair, settlement, shapes[^1], transaction, cancellation);
            }

            var state = Bind(settlement, table, changes, number, shown);
            transaction.AfterCommit(() => Publish(changes, state, settlement.Target, record));
            if (transaction.Connection is null)
            {
                Publish(changes, state, settlement.Target, record);
            }

            return state;
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task<Settlement> RepeatAsync(StaticPair pair, Settlement settlement, SeenShape seen, SchemaTransaction transaction, CancellationToken cancellation)
    {
        if (!await _repetition.SettleAsync(pair, seen, transaction, cancellation))
        {
            return settlement;
        }

        var table = await TableCatalog.LoadAsync(transaction.Connection!, pair.Target, cancellation);
        _states.TryRemove(pair.Table, out _);
        transaction.AfterCommit(() =>
        {
            types.Publish(table!);
            _states.TryRemove(pair.Table, out _);
        });
        return settlement.Target.Name == pair.Target ? settlement with { Target = table! } : settlement;
    }

    private TargetState Bind(Settlement settlement, EvolvingTable table, TableChanges changes, int id, int? shown)
    {
        ColumnShape[] columns = [.. changes.Columns.Select(static column => column.Shape)];
        var written = columns.Where(column => !settlement.LeftOut.Contains(column.Name) && !settlement.Refused.Contains(column.Name)).ToArray();
        var settings = settlement.Key is { } key ? table.Options with { Key = key } : table.Options;
        var binding = TableBinding.Bind(written, settings, settlement.Target, evolution.ServerVersion);
        if (!binding.IsUsable)
        {
            throw new TableMismatchException(TableMismatchException.Describe(table.Target, binding.Faults));
        }

        return new TargetState(id, settlement.Target, new BoundShape(binding, columns))
        {
            Refused = [.. Enumerable.Range(0, columns.Length).Where(at => settlement.Refused.Contains(columns[at].Name))],
            AlsoWrites = shown,
            LookingAgain = settlement.IsProvisional ? new Deadline(time, options.LookAgainAfter) : null,
        };
    }

    private async Task<int> NumberAsync(SchemaTransaction transaction, TargetTableName target, CancellationToken cancellation)
    {
        var command = new CommandDefinition(Number, target, cancellationToken: cancellation);
        if (transaction.Connection is { } open)
        {
            return await open.ExecuteScalarAsync<int>(command);
        }

        await using var connection = await evolution.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<int>(command);
    }

    private void Publish(TableChanges changes, TargetState state, TargetTable target, SourceTable? record)
    {
        types.Publish(target);
        _settled.GetOrAdd(changes.Table, static _ => new SettledShapes()).Add(changes, record);

        // Whatever was bound to the table as it was before is bound anew.
        _states.AddOrUpdate(changes.Table, [state], (_, others) => [state, .. others.Where(one => one.IsCurrent(target)).Take(MostShapes - 1)]);
    }

    private TargetState? Find(TableChanges changes, ReadOnlyMemory<SourceRecord> records)
        => _states.TryGetValue(changes.Table, out var states) && Array.Find(states, state => state.Fits(changes)) is { } found && found.Holds
            && _settled.TryGetValue(changes.Table, out var settled) && settled.Covers(changes, schemas, TopicOf(changes, records))
                ? found
                : null;

    // Records of several tables may travel together; each stands under the topic its table has.
    private static string TopicOf(TableChanges changes, ReadOnlyMemory<SourceRecord> records) => records.Span[changes.Row(0).RecordIndex].Topic;
}
