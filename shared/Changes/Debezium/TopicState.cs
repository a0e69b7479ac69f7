using CdcFunctions.Changes.Connect.Schema;
using CdcFunctions.Changes.Shapes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

/// <summary>What a decoder remembers of one topic. Shared by all threads.</summary>
internal sealed class TopicState
{
    private readonly Lock _lock = new();
    private readonly TableName _staticTable;
    private readonly Func<SourceTable, ColumnTypes> _typesOf;
    private readonly Dictionary<SourceTable, TableShape> _versions = new(ReferenceEqualityComparer.Instance);
    private readonly string _topic;
    private TableShape? _shape;
    private TableShape? _staticShape;
    private int _catalogRevision = -1;
    private volatile bool _hasCells;

    public TopicState(SourceOptions source, SchemaCatalog catalog, ITargetTypes? target, string topic)
    {
        Table = NameOf(source, topic);
        _staticTable = Table with { Table = Table.Table + SourceOptions.StaticSuffix };
        Catalog = catalog;
        _topic = topic;
        _typesOf = version => new ColumnTypes(source, catalog, target, Table, topic, version);
        Types = new ColumnTypes(source, catalog, target, Table, topic);
        IsExcluded = !source.Takes(Table.Table);
        IsHeartbeat = topic.StartsWith("__debezium-heartbeat", StringComparison.Ordinal);
        IsSignal = string.Equals(Table.Table, "debezium_signal", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The source table this topic is of.</summary>
    public TableName Table { get; }

    /// <summary>Where its types come from.</summary>
    public ColumnTypes Types { get; }

    /// <summary>Schemas of values.</summary>
    public EmbeddedSchemas Values { get; } = new();

    /// <summary>Schemas of keys.</summary>
    public EmbeddedSchemas Keys { get; } = new();

    /// <summary>True for the connector's heartbeat topic.</summary>
    public bool IsHeartbeat { get; }

    /// <summary>True when configuration leaves the table out.</summary>
    public bool IsExcluded { get; }

    /// <summary>True for the connector's signal table.</summary>
    public bool IsSignal { get; }

    /// <summary>True when events without schema wrap their values (ScyllaDB's legacy output).</summary>
    public bool HasCells
    {
        get => _hasCells;
        set => _hasCells = value;
    }

    /// <summary>True when schema-change records tell several shapes: each event is read by the one of its LSN.</summary>
    public bool HasVersions => Catalog.Revision > 1 && Catalog.Versions(_topic).Count > 1;

    private SchemaCatalog Catalog { get; }

    /// <summary>The shape for an event: its schema's, that of its LSN, or the one that grows with what events show.</summary>
    public TableShape Shape(EmbeddedSchema? schema, in Envelope envelope)
    {
        if (schema?.Row is not null || !envelope.Source.HasCommitLsn || !HasVersions)
        {
            return Shape(schema);
        }

        var (lsn, slot) = (envelope.Source.CommitLsn, envelope.Source.CommitSlot);
        var versions = Catalog.Versions(_topic);
        var version = versions.LastOrDefault(one => (one.Version, one.Sequence).CompareTo((lsn, slot)) <= 0) ?? versions[0];
        lock (_lock)
        {
            return _versions.TryGetValue(version, out var known) ? known : _versions[version] = new TableShape(Table, _typesOf(version), null);
        }
    }

    /// <summary>The shape for events with this schema, or for those without.</summary>
    public TableShape Shape(EmbeddedSchema? schema)
    {
        Follow();
        if ((schema is null ? _shape : schema.Shape) is { } known)
        {
            return known;
        }

        lock (_lock)
        {
            return schema is null
                ? _shape ??= new TableShape(Table, Types, null)
                : schema.Shape ??= new TableShape(Table, Types, schema.Row);
        }
    }

    /// <summary>The shape of the static columns' table.</summary>
    public TableShape StaticShape(EmbeddedSchema? schema)
    {
        var clustered = Shape(schema);
        lock (_lock)
        {
            return schema is null
                ? _staticShape ??= new TableShape(_staticTable, Types, null, clustered)
                : schema.StaticShape ??= new TableShape(_staticTable, Types, schema.Row, clustered);
        }
    }

    private void Follow()
    {
        var revision = Catalog.Revision;
        if (_catalogRevision == revision)
        {
            return;
        }

        _catalogRevision = revision;
        _shape?.Refresh();
        Values.RefreshShapes();
    }

    // prefix.keyspace.table, prefix.database.schema.table: the prefix may hold points of its own.
    private static TableName NameOf(SourceOptions source, string topic)
    {
        var parts = topic.Split('.');
        var length = source.Dialect == Dialect.SqlServer ? 2 : 1;
        var from = Math.Max(Math.Min(1, parts.Length - 1), parts.Length - 1 - length);
        return new(source.Name, string.Join('.', parts[from..^1]), parts[^1]);
    }
}
