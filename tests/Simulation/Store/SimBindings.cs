using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Simulation.Store;

/// <summary>Binds source tables to the tables of the model: the product's binding over a catalog of records. Adds missing columns, as policy evolve does.</summary>
internal sealed class SimBindings(StoreState state, TargetTypes types, TimeProvider time, Func<CancellationToken, Task> roundTrip) : ITargetBindings
{
    private const int ServerVersion = 15;

    private static readonly PgType Text = new() { Oid = 25, Schema = "pg_catalog", Name = "text", Display = "text" };

    private readonly List<TargetState> _states = [];

    /// <inheritdoc/>
    public RuleBook Rules { get; } = new([], new MaskingOptions(), time);

    /// <inheritdoc/>
    public void Forget() => _states.Clear();

    /// <inheritdoc/>
    public async ValueTask<TargetState> ResolveAsync(
        SourceEntry source, TableChanges changes, ReadOnlyMemory<SourceRecord> records, SchemaTransaction transaction, CancellationToken cancellation)
    {
        var name = TargetTableName.For(source.Options, changes.Table);
        if (_states.Find(known => known.Table.Name == name && known.Fits(changes)) is { } bound)
        {
            return bound;
        }

        await roundTrip(cancellation);
        var shape = changes.Columns.Select(column => column.Shape).ToArray();
        var table = state.Table(name.ToSql());
        var binding = Bind(source.Options, changes, shape, table);
        if (binding.Missing.Count > 0)
        {
            table.AddColumns([.. binding.Missing.Select((column, n) => new TargetColumn { Name = column.Name, Type = Text, Attnum = (short)(table.Shape.Columns.Count + n + 1) })]);
            binding = Bind(source.Options, changes, shape, table);
        }

        if (!binding.IsUsable)
        {
            throw new TableMismatchException(TableMismatchException.Describe(table.Shape.Name, binding.Faults));
        }

        types.Publish(table.Shape);
        var fresh = new TargetState(table.Id, table.Shape, new BoundShape(binding, shape));
        _states.Add(fresh);
        return fresh;
    }

    private static TableBinding Bind(SourceOptions source, TableChanges changes, ColumnShape[] shape, StoredTable table)
        => TableBinding.Bind(shape, source.Table(changes.Table.Table), table.Shape, ServerVersion);
}
