using System.Text.Json;
using CdcFunctions.Changes.Connect.Schema;
using CdcFunctions.Changes.Scylla;
using CdcFunctions.Changes.Shapes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

// Which row: from the Kafka key, else the payload's key, else headers, else the row images.
internal sealed partial class DecodeSession
{
    private TableSlot _slot = null!;
    private TableChanges? _changes;
    private MergeMode _merge;
    private int _row = -1;
    private bool _hasNullKey;
    private bool _isOtherKey;

    private Step Prepare(in SourceRecord record, ReadOnlySpan<byte> payload, in Envelope envelope)
    {
        var key = KafkaKey(in record, out var schema);
        if (_failure is not null)
        {
            return Step.Failed;
        }

        if (key.IsEmpty && envelope.KeyAt >= 0)
        {
            key = payload[envelope.KeyAt..envelope.KeyEnd];
            schema = _schema?.Schema?.Find("key");
        }

        var shape = _topic.Shape(_schema, in envelope);
        (_hasNullKey, _isOtherKey) = (false, false);
        if (key.IndexOf("null"u8) >= 0 && SeeNulls(key, envelope.Op, ref shape) is var step && step != Step.Done)
        {
            return step;
        }

        SeeKeyless(!key.IsEmpty, shape);
        var headerKey = key.IsEmpty && decoder.Source.Dialect == Dialect.Scylla ? HeaderKey.Read(record.Headers) : HeaderKey.None;
        shape = HeaderKey.IsStatic(headerKey, shape) ? _topic.StaticShape(_schema) : shape;
        StartRow(shape);
        step = key.IsEmpty ? ReadHeaderKey(headerKey) : ReadKey(key, schema);
        _place = "value";
        return step;
    }

    private ReadOnlySpan<byte> KafkaKey(in SourceRecord record, out ConnectSchema? schema)
    {
        schema = null;
        if (record.Key.IsEmpty)
        {
            return default;
        }

        _place = "key";
        var key = _topic.Keys.Unwrap(record.Key, out var embedded);
        schema = embedded?.Schema;
        if (!System.Text.Unicode.Utf8.IsValid(key))
        {
            Fail(Failures.MalformedJson(_index, _topic.Table, _place));
        }

        // A key that is no struct (StringConverter, a lone number) names no columns: the other places may.
        key = key.TrimStart(" \t\r\n"u8);
        return key.Length > 0 && key[0] == '{' ? key : default;
    }

    private void StartRow(TableShape shape)
    {
        _merge = decoder.Source.Dialect switch
        {
            Dialect.Cassandra => MergeMode.Cell,
            Dialect.Scylla when HasCells || _isOnlyUpdated => MergeMode.Cell,
            _ => MergeMode.Row,
        };
        if (!_slots.TryGetValue(shape, out var slot))
        {
            if (!_groups.TryGetValue(shape.Table, out var group))
            {
                group = new TableGroup(shape.Table, _batch);
                _groups.Add(shape.Table, group);
            }

            slot = new TableSlot(shape, group);
            _slots.Add(shape, slot);
        }

        slot.Follow(_merge);
        (_slot, _changes) = (slot, slot.Changes);
        _row = _changes.AddRow(default);
        (_touched, _values, _deletionTime, _start, _end) = (0, 0, null, null, null);
        _untypedKey = null;
        _leftOut.Clear();
    }

    // A null in the key: ScyllaDB's static rows, Cassandra's partition and range deletes.
    private Step SeeNulls(ReadOnlySpan<byte> key, byte op, ref TableShape shape)
    {
        var (named, nulls) = KeyColumns.Read(key);
        if (nulls.Count == 0)
        {
            return Step.Done;
        }

        if (decoder.Source.Dialect == Dialect.SqlServer)
        {
            var set = shape.Columns;
            return shape.IsKeyFixed && nulls.TrueForAll(name => !set.KeyIndexes.Any(i => string.Equals(set.Plans[i].Name, name, StringComparison.Ordinal)))
                ? Step.Done
                : Fail(Failures.MissingKey(_index, _topic.Table, $"has an event with null in the key column {nulls[0]}"));
        }

        if (named.Count == 0)
        {
            return Fail(Failures.MissingKey(_index, _topic.Table, "has an event whose key columns are all null"));
        }

        // A Cassandra snapshot shows a partition of static columns alone as an insert without clustering columns.
        _hasNullKey = decoder.Source.Dialect == Dialect.Cassandra && op is not ((byte)'i' or (byte)'c' or (byte)'u');
        shape = _hasNullKey ? shape : _topic.StaticShape(_schema);
        return Step.Done;
    }

    private Step ReadKey(ReadOnlySpan<byte> key, ConnectSchema? schema)
    {
        var reader = new Utf8JsonReader(key);
        var (previous, found, others) = (0, 0, 0);
        var set = _slot.Set;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = set.FindInKey(ref reader, ref previous, _scratch);
            reader.Read();
            var isNull = reader.TokenType == JsonTokenType.Null;
            if (index < 0 || set.Plans[index].KeyOrdinal < 0)
            {
                others += isNull && _slot.Shape.IsStatic ? 0 : 1;
                reader.Skip();
                continue;
            }

            found++;
            if (!isNull && ReadValue(ref reader, index) is var step && step != Step.Done)
            {
                return step;
            }

            set = _slot.Set;
        }

        reader.Read();
        var isWhole = others == 0 && found == set.KeyIndexes.Length && found > 0;
        _isOtherKey = !isWhole;
        return isWhole || _slot.Shape.IsKeyFixed ? Step.Done : TakeKey(key, schema);
    }

    private Step TakeKey(ReadOnlySpan<byte> key, ConnectSchema? schema)
    {
        var (named, nulls) = KeyColumns.Read(key);
        var names = KeyColumns.InOrder(key);
        if (named.Count == 0)
        {
            return Fail(Failures.MissingKey(_index, _topic.Table, "has an event with an empty key"));
        }

        _slot.Shape.SetKey(_slot.Shape.IsStatic ? names.Except(nulls, StringComparer.Ordinal) : names, schema);
        return Step.Again;
    }
}
