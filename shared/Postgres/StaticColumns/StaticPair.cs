using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.StaticColumns;

/// <summary>A clustered table of ScyllaDB and the table that holds its static columns, one row a partition.</summary>
/// <param name="Table">Clustered table.</param>
/// <param name="Statics">Its static columns.</param>
/// <param name="Target">Where the rows go.</param>
/// <param name="StaticTarget">Where the static columns go.</param>
/// <param name="Options">Settings of the clustered table.</param>
internal sealed record StaticPair(TableName Table, TableName Statics, TargetTableName Target, TargetTableName StaticTarget, TableOptions Options)
{
    /// <summary>True when every row shows the static columns of its partition.</summary>
    public bool Repeats => Options.StaticColumns == StaticColumnPolicy.Repeat;

    /// <summary>The pair that a table belongs to; null where static columns have no events of their own.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="table">The table, of rows or of static columns.</param>
    /// <param name="topic">The topic that both travel in.</param>
    public static StaticPair? Of(SourceOptions source, TableName table, string topic)
    {
        var clustered = table with { Table = TopicTable.Of(topic) };
        var statics = clustered with { Table = clustered.Table + SourceOptions.StaticSuffix };
        return source.Dialect == Dialect.Scylla && (table == clustered || table == statics)
            ? new(clustered, statics, TargetTableName.For(source, clustered), TargetTableName.For(source, statics), source.Table(clustered.Table))
            : null;
    }

    /// <summary>Tables of a batch in the order in which they are bound and locked: static columns first, so that what they change of the clustered table is seen by it.</summary>
    public static IEnumerable<TableChanges> StaticFirst(IReadOnlyList<TableChanges> tables, ReadOnlyMemory<SourceRecord> records)
        => tables.Where(static table => table.Count > 0).OrderBy(table => IsOfItsTopic(table, records));

    /// <summary>True for the table that its topic is named after.</summary>
    public static bool IsOfItsTopic(TableChanges table, ReadOnlyMemory<SourceRecord> records)
        => records.Span[table.Row(0).RecordIndex].Topic.EndsWith(table.Table.Table, StringComparison.Ordinal);

    /// <summary>True for the half that holds the static columns.</summary>
    public bool IsStatic(TableName table) => table == Statics;
}
