using System.Collections.Concurrent;
using System.Text.Json;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes;

/// <summary>What is known of source tables from schema-change records, and which columns had to be inferred.</summary>
/// <remarks>Thread-safe. The host feeds it the schema topic before data; decoders feed it whatever schema-change records they meet.</remarks>
public sealed class SchemaCatalog
{
    private readonly ConcurrentDictionary<string, SourceTable[]> _byTopic = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(TableName Table, string Column), InferredColumn> _inferred = new();
    private int _revision;

    /// <summary>Grows with every table learnt; decoders look again when it has changed.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>Every table known, as it is now.</summary>
    public IReadOnlyCollection<SourceTable> Tables => [.. _byTopic.Values.Select(static versions => versions[^1])];

    /// <summary>Columns whose type was taken from their values alone, for a warning at start.</summary>
    public IReadOnlyCollection<InferredColumn> Inferred => [.. _inferred.Values];

    /// <summary>Takes in a schema-change record (with or without embedded schema); false when the record is none.</summary>
    public bool Learn(in SourceRecord record) => !record.Value.IsNull && Learn(record.Value.Memory, record.Topic, record.Partition, record.Offset);

    /// <summary>The table whose change events are on this topic, or null.</summary>
    public SourceTable? Find(string topic) => _byTopic.TryGetValue(topic, out var versions) ? versions[^1] : null;

    /// <summary>Every shape the table had, by LSN; events of each are still to be read with their own.</summary>
    internal IReadOnlyList<SourceTable> Versions(string topic) => _byTopic.TryGetValue(topic, out var versions) ? versions : [];

    private bool Learn(ReadOnlyMemory<byte> value, string topic, int partition, long offset)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            if (SchemaChangeRecord.Read(document.RootElement) is not { } tables)
            {
                return false;
            }

            foreach (var table in tables)
            {
                Keep(table with { RecordTopic = topic, RecordPartition = partition, RecordOffset = offset });
            }

            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    internal void NoteInferred(TableName table, string column, ValueKind kind) => _inferred[(table, column)] = new(table, column, kind);

    // The connector repeats the same tables at every restart: only a real change makes decoders look again. Several records of one LSN: the last counts.
    private void Keep(SourceTable table)
    {
        var known = _byTopic.GetValueOrDefault(table.Topic, []);
        if (Array.FindLast(known, one => IsNotLater(one, table)) is { } before && IsSame(before, table))
        {
            return;
        }

        _byTopic[table.Topic] = [.. known.Where(one => !IsNotLater(table, one)), table, .. known.Where(one => !IsNotLater(one, table))];
        Interlocked.Increment(ref _revision);
    }

    private static bool IsNotLater(SourceTable one, SourceTable other) => (one.Version, one.Sequence).CompareTo((other.Version, other.Sequence)) <= 0;

    private static bool IsSame(SourceTable one, SourceTable other)
        => one.PrimaryKey.SequenceEqual(other.PrimaryKey, StringComparer.Ordinal) && one.Columns.SequenceEqual(other.Columns) && one.IsDropped == other.IsDropped;
}
