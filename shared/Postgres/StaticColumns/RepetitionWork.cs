using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.StaticColumns;

/// <summary>What one look at a pair of tables found, and what is to be done.</summary>
internal sealed class RepetitionWork
{
    private readonly StaticPair _pair;
    private readonly TargetTable _statics;
    private readonly RepetitionState _state;
    private readonly RepetitionSql _sql;
    private readonly List<(string Source, TargetColumn Target)> _columns;

    public RepetitionWork(StaticPair pair, TargetTable table, TargetTable statics, KnownShape known, RepetitionState state)
    {
        (_pair, Table, _statics, _state) = (pair, table, statics, state);
        _columns = [.. known.Columns.Where(static column => column.KeyOrdinal < 0)
            .Select(column => (column.Name, Target: statics.Find(pair.Options.TargetOf(column.Name)))).Where(static column => column.Target is not null)
            .Select(static column => (column.Name, column.Target!)).DistinctBy(static column => column.Item2.Name, StringComparer.Ordinal)];
        _sql = new RepetitionSql(state.Id, table, statics, _columns.ConvertAll(static column => column.Target.Name));
    }

    /// <summary>The clustered table as it was.</summary>
    public TargetTable Table { get; }

    /// <summary>True when the tables are as the policy says.</summary>
    public bool IsDone => Repeats
        ? _state.Triggers == RepetitionSql.Triggers && string.Equals(_state.Fill, _sql.Fill, StringComparison.Ordinal) && string.Equals(_state.Spread, _sql.Spread, StringComparison.Ordinal)
            && _columns.TrueForAll(column => Table.Find(column.Target.Name) is { IsRepeated: true } own && HasType(own, column.Target))
        : _state.Fill is null && _state.Spread is null;

    private bool Repeats => _pair.Repeats && _columns.Count > 0;

    /// <summary>What is to be run, in order.</summary>
    /// <exception cref="TableMismatchException">The clustered table cannot take the columns.</exception>
    public IEnumerable<string> Statements()
    {
        if (!Repeats)
        {
            return _columns.TrueForAll(column => Table.Has(column.Target.Name)) ? [_sql.Drop, _sql.Farewell] : [_sql.Drop];
        }

        foreach (var key in _statics.PrimaryKey.Where(key => !Table.Has(key)))
        {
            throw Mismatch($"it has no column {key}, which is part of the key of {_statics.Name}", $"Add the column, or set staticColumns: ownTable");
        }

        foreach (var (_, column) in _columns.Where(column => Table.Find(column.Target.Name) is { } own && !HasType(own, column.Target)))
        {
            var type = $"alter table {Table.Name.ToSql()} alter column {SqlIdentifier.Quote(column.Name)} type {column.Type.Display}";
            throw Mismatch($"its column {column.Name} is {Table.Find(column.Name)!.Type.Display}, in {_statics.Name} it is {column.Type.Display}", $"Run: {type}, or set staticColumns: ownTable");
        }

        return [.. Missing().Select(Add), _sql.Comments, _sql.Create, _sql.FillAll];
    }

    /// <summary>The columns that were added, for the history.</summary>
    public IEnumerable<SchemaStep> Steps() => Repeats
        ? Missing().Select(column => new SchemaStep(new SchemaChange(SchemaChangeKind.AddColumn, column.Source, null, column.Target.Type.Display), SchemaOutcome.Applied, RowEffect.Write, Add(column)))
        : [];

    /// <summary>Why the clustered table cannot show the columns, and what to do.</summary>
    public TableMismatchException Mismatch(string why, string remedy)
        => new($"Table {Table.Name} cannot show the static columns of its partitions: {why}.{TableMismatchException.Waits} {remedy}.");

    private IEnumerable<(string Source, TargetColumn Target)> Missing() => _columns.Where(column => !Table.Has(column.Target.Name));

    private string Add((string Source, TargetColumn Target) column) => EvolutionSql.AddColumn(Table.Name, column.Target.Name, column.Target.Type.Display, null);

    private static bool HasType(TargetColumn own, TargetColumn other) => string.Equals(own.Type.Display, other.Type.Display, StringComparison.Ordinal);
}
