using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Structures;
using CdcFunctions.Changes.Connect.Text;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Cql;

/// <summary>Value readers for CQL types in the forms that both CQL connectors write.</summary>
/// <param name="dialect">Which connector.</param>
/// <param name="connector">Its settings, as far as they are told.</param>
internal sealed class CqlReaders(Dialect dialect, ConnectorOptions connector)
{
    /// <summary>The reader of a column's type.</summary>
    public ValueReader For(CqlType type, string? sourceName) => type.Name switch
    {
        "ascii" or "text" or "varchar" => new PlainTextReader(Named(ValueKind.Text, sourceName), takesBare: true),
        "tinyint" => IntegerReader.Signed(1, sourceName),
        "smallint" => IntegerReader.Signed(2, sourceName),
        "int" => IntegerReader.Signed(4, sourceName),
        "bigint" or "counter" => IntegerReader.Signed(8, sourceName),
        "varint" => Varint(sourceName),
        "decimal" => new DecimalReader(Named(ValueKind.Decimal, sourceName), DecimalForm.Text, isEvident: false),
        "boolean" => new BooleanReader(Named(ValueKind.Boolean, sourceName)),
        "float" => new FloatReader(Named(ValueKind.Float32, sourceName)),
        "double" => new FloatReader(Named(ValueKind.Float64, sourceName)),
        "blob" => new BytesReader(Named(ValueKind.Bytes, sourceName)),
        "uuid" or "timeuuid" => new UuidReader(Named(ValueKind.Uuid, sourceName)),
        "inet" => new InetReader(Named(ValueKind.Inet, sourceName)),
        "date" => new DateReader(Named(ValueKind.Date, sourceName)),
        "time" => new TimeReader(new ColumnType(ValueKind.Time, 9, SourceName: sourceName), TimeUnit.Nanoseconds),
        "timestamp" => new TimestampReader(new ColumnType(ValueKind.TimestampTz, 3, SourceName: sourceName), TimeUnit.Milliseconds),
        "duration" => new DurationReader(Named(ValueKind.Interval, sourceName), TimeUnit.Nanoseconds),
        _ => Structure(type, sourceName),
    };

    private StructureReader Structure(CqlType type, string? sourceName)
    {
        // Cassandra cannot keep an empty non-frozen collection apart from NULL; Debezium sends it as empty, ScyllaDB's connector as null.
        var isEmptyNull = dialect == Dialect.Cassandra && !type.IsFrozen && sourceName is not null;
        return (type.Name, type.Arguments) switch
        {
            ("list" or "set", [var element]) => new ListReader(For(element, null), sourceName) { IsEmptyNull = isEmptyNull },
            ("vector", [var element, ..]) => new ListReader(For(element, null), sourceName),
            ("map", [var key, var value]) => new MapReader(For(key, null), For(value, null), sourceName) { IsEmptyNull = isEmptyNull },
            ("tuple", { Count: > 0 } elements) => new TupleReader([.. elements.Select(one => For(one, null))], sourceName),
            ("udt", { Count: > 0 } fields) when type.FieldNames.Count == fields.Count => new StructReader(
                type.FieldNames.Zip(fields).DistinctBy(one => one.First, StringComparer.Ordinal).ToDictionary(one => one.First, one => For(one.Second, null), StringComparer.Ordinal), sourceName),
            _ => new NaturalReader(sourceName, hasCqlForms: true),
        };
    }

    private DecimalReader Varint(string? sourceName)
    {
        var type = new ColumnType(ValueKind.Decimal, Scale: 0, SourceName: sourceName);
        return (dialect, connector.VarintHandlingMode) switch
        {
            (Dialect.Scylla, _) or (_, "string") => new(type, DecimalForm.Text, isEvident: false),
            (_, "precise") => new(type, DecimalForm.Base64, isEvident: true),
            _ => new(type, DecimalForm.Unknown, isEvident: true),
        };
    }

    private static ColumnType Named(ValueKind kind, string? sourceName) => new(kind, SourceName: sourceName);
}
