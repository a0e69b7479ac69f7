using System.Text;

namespace CdcFunctions.Changes.Transactions;

/// <summary>A table as records of a shared topic name it, with the topic it would have of its own.</summary>
internal sealed class RoutedTable
{
    private readonly byte[] _prefix;
    private readonly byte[] _database;
    private readonly byte[] _schema;
    private readonly byte[] _table;

    public RoutedTable(in RoutedEnvelope envelope)
    {
        (_prefix, _database, _schema, _table) = (envelope.Prefix.ToArray(), envelope.Database.ToArray(), envelope.Schema.ToArray(), envelope.Table.ToArray());
        Collection = string.Join('.', Encoding.UTF8.GetString(_database), Encoding.UTF8.GetString(_schema), Encoding.UTF8.GetString(_table));
        Topic = $"{Encoding.UTF8.GetString(_prefix)}.{Collection}";
    }

    /// <summary><c>database.schema.table</c>, as END records name it.</summary>
    public string Collection { get; }

    /// <summary><c>prefix.database.schema.table</c>: the topic before any routing, under which schema-change records keep the table too.</summary>
    public string Topic { get; }

    /// <summary>True when the record is of this table.</summary>
    public bool Is(in RoutedEnvelope envelope)
        => envelope.Table.SequenceEqual(_table) && envelope.Schema.SequenceEqual(_schema)
            && envelope.Database.SequenceEqual(_database) && envelope.Prefix.SequenceEqual(_prefix);
}
