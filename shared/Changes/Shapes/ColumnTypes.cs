using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Schema;
using CdcFunctions.Changes.Cql;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Shapes;

/// <summary>Finds the type of a column: embedded schema, schema catalog, <c>sourceTypes</c>, target column, in this order.</summary>
/// <remarks>A primitive Connect type without a semantic name is narrowed by what the others know: a CQL uuid arrives as a plain string.</remarks>
internal sealed class ColumnTypes
{
    private static readonly ConnectorOptions AllText = new() { DecimalHandlingMode = "string", VarintHandlingMode = "string" };

    private readonly SourceOptions _source;
    private readonly SchemaCatalog _catalog;
    private readonly ITargetTypes? _target;
    private readonly TableName _table;
    private readonly string _topic;
    private readonly IReadOnlyDictionary<string, string> _sourceTypes;
    private readonly SourceTable? _fixed;

    /// <summary>Finds types for one table.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="catalog">Schema-change records.</param>
    /// <param name="target">What the target knows.</param>
    /// <param name="table">The table.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="version">The recorded shape to go by; null for the newest.</param>
    public ColumnTypes(SourceOptions source, SchemaCatalog catalog, ITargetTypes? target, TableName table, string topic, SourceTable? version = null)
    {
        _fixed = version;
        (_source, _catalog, _target, _table, _topic) = (source, catalog, target, table, topic);
        Options = source.Table(table.Table);
        _sourceTypes = Options.SourceTypes;
    }

    /// <summary>The table's settings.</summary>
    public TableOptions Options { get; }

    /// <summary>True when a value of another form than the column's becomes NULL or the default.</summary>
    public bool TakesMisfits(string column) => Options.DirtyPolicy(column, DirtyKind.WrongType) is DirtyDataPolicy.Null or DirtyDataPolicy.Default;

    /// <summary>True when configuration wants a column outside the key: for the target, or to decide about rows.</summary>
    public bool Reads(string column) => Options.Takes(column) || string.Equals(column, Options.ConflictColumn, StringComparison.Ordinal) || Options.Where?.Expression.Columns.Contains(column, StringComparer.Ordinal) == true;

    /// <summary>Primary key that configuration or catalog fixes, or null.</summary>
    public IReadOnlyList<string>? FixedKey => Options.Key is { Count: > 0 } key ? key
        : Recorded is { PrimaryKey.Count: > 0 } table ? table.PrimaryKey
        : null;

    private SourceTable? Recorded => _fixed ?? _catalog.Find(_topic);

    /// <summary>What is known of a column, or null.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="schema">Its embedded schema, if any.</param>
    /// <param name="table">Table the target is asked for.</param>
    public ResolvedType? Find(string column, ConnectSchema? schema, TableName table)
    {
        if (KeylessColumns.Find(column) is { } own)
        {
            return own;
        }

        if (schema is not null)
        {
            return Embedded(column, schema, table);
        }

        return Told(column, _source.Connector)
            ?? (_target?.Find(table, column) is { } type ? new ResolvedType(TargetReaders.For(type, _source), true, LargeOf(type.Kind)) { IsFromTarget = true } : null);
    }

    /// <summary>True when configuration says that the column is static.</summary>
    public bool IsStatic(string column)
        => _source.Dialect != Dialect.SqlServer && _sourceTypes.TryGetValue(column, out var text) && CqlTypeParser.Parse(text) is { IsStatic: true };

    /// <summary>True when static columns are told apart: ScyllaDB always sends them in events of their own, and as null in all others.</summary>
    public bool HasStaticTable => _source.Dialect == Dialect.Scylla;

    /// <summary>True when the target's table of static columns has this one.</summary>
    public bool IsStaticInTarget(string column) => _target?.Find(_table with { Table = _table.Table + SourceOptions.StaticSuffix }, column) is not null;

    /// <summary>Remembers that only values told a type.</summary>
    public void NoteInferred(TableName table, string column, ValueKind kind) => _catalog.NoteInferred(table, column, kind);

    private ResolvedType Embedded(string column, ConnectSchema schema, TableName table)
    {
        var own = ConnectReaders.For(schema, _source.Dialect);
        var told = Told(column, string.Equals(schema.Type, "string", StringComparison.Ordinal) ? AllText with { BinaryHandlingMode = _source.Connector.BinaryHandlingMode } : _source.Connector);
        var large = told?.Large ?? LargeOf(own.Type.Kind);
        if (schema.Name is not null)
        {
            return new(own, schema.IsOptional, large);
        }

        // Of a map with keys that are no text the schema says more than a column that holds it.
        var isStructure = schema.Type is "array" or "map" or "struct";
        var narrower = told?.Reader ?? (!isStructure && _target?.Find(table, column) is { } type ? TargetReaders.For(type, _source) : null);
        return new(narrower is not null && IsCarriedBy(schema.Type, narrower.Type.Kind) ? narrower : own, schema.IsOptional, large);
    }

    private ResolvedType? Told(string column, ConnectorOptions connector)
    {
        if (Recorded?.Find(column) is { } known && SqlServerType.Parse(known.Type) is { } learnt)
        {
            return SqlServer(learnt, known.Type, connector) with { IsNullable = known.IsNullable };
        }

        if (!_sourceTypes.TryGetValue(column, out var text))
        {
            return null;
        }

        return _source.Dialect == Dialect.SqlServer
            ? SqlServerType.Parse(text) is { } said ? SqlServer(said, text, connector) with { IsNullable = said.IsNullable } : null
            : CqlTypeParser.Parse(text) is { } type ? new ResolvedType(new CqlReaders(_source.Dialect, connector).For(type, text), true, LargeColumn.No) : null;
    }

    private static ResolvedType SqlServer(SqlServerType type, string text, ConnectorOptions connector)
        => new(new SqlServerReaders(connector).For(type, text), true, type.IsOldLarge ? LargeColumn.Old : type.IsLarge ? LargeColumn.Yes : LargeColumn.No);

    private LargeColumn LargeOf(ValueKind kind)
        => _source.Dialect == Dialect.SqlServer && kind is ValueKind.Text or ValueKind.Bytes ? LargeColumn.Unknown : LargeColumn.No;

    private static bool IsCarriedBy(string connectType, ValueKind kind) => connectType switch
    {
        "string" => kind is ValueKind.Text or ValueKind.Uuid or ValueKind.Inet or ValueKind.Decimal or ValueKind.Interval or ValueKind.Xml or ValueKind.Json or ValueKind.Bytes
            or ValueKind.Date or ValueKind.Time or ValueKind.Timestamp or ValueKind.TimestampTz,
        "int64" => kind is ValueKind.Int64 or ValueKind.Decimal or ValueKind.Time,
        "double" or "float64" => kind is ValueKind.Float64 or ValueKind.Decimal,
        "bytes" => kind is ValueKind.Bytes,
        "array" or "map" or "struct" => kind is ValueKind.Json,
        _ => false,
    };
}
