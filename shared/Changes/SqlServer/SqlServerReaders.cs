using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Structures;
using CdcFunctions.Changes.Connect.Text;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>Value readers for SQL Server types; the connector's settings tell the form of events without schema.</summary>
internal sealed class SqlServerReaders(ConnectorOptions connector)
{
    /// <summary>The reader of a column's type.</summary>
    public ValueReader For(SqlServerType type, string? sourceName) => type.Name switch
    {
        "bit" => new BooleanReader(Named(ValueKind.Boolean, sourceName)),
        "tinyint" => new IntegerReader(Named(ValueKind.Int16, sourceName), byte.MinValue, byte.MaxValue),
        "smallint" => IntegerReader.Signed(2, sourceName),
        "int" => IntegerReader.Signed(4, sourceName),
        "bigint" => IntegerReader.Signed(8, sourceName),
        "real" => new FloatReader(Named(ValueKind.Float32, sourceName)),
        "float" => new FloatReader(Named(type.Size is <= 24 ? ValueKind.Float32 : ValueKind.Float64, sourceName)),
        "decimal" or "numeric" or "dec" => Decimal(type.Size ?? 18, type.Scale ?? 0, sourceName),
        "money" => Decimal(19, 4, sourceName),
        "smallmoney" => Decimal(10, 4, sourceName),
        "char" or "varchar" or "nchar" or "nvarchar" or "text" or "ntext" or "sysname" => new PlainTextReader(Named(ValueKind.Text, sourceName), takesBare: true),
        "uniqueidentifier" => new UuidReader(Named(ValueKind.Uuid, sourceName)),
        "xml" => new PlainTextReader(Named(ValueKind.Xml, sourceName)),
        "json" => new JsonStringReader(Named(ValueKind.Json, sourceName)),
        "binary" or "varbinary" or "image" or "rowversion" or "timestamp" or "geometry" or "geography" or "hierarchyid"
            => new BytesReader(Named(ValueKind.Bytes, sourceName), connector.BinaryHandlingMode),
        "date" => new DateReader(Named(ValueKind.Date, sourceName)),
        "time" => Time(type.Size ?? 7, sourceName),
        "datetime" => Timestamp(3, sourceName),
        "smalldatetime" => Timestamp(0, sourceName),
        "datetime2" => Timestamp(type.Size ?? 7, sourceName),
        "datetimeoffset" => new TimestampReader(new ColumnType(ValueKind.TimestampTz, type.Size ?? 7, SourceName: sourceName), TimeUnit.Unknown),
        _ => new NaturalReader(sourceName, hasCqlForms: false),
    };

    private DecimalReader Decimal(int precision, int scale, string? sourceName)
    {
        if (string.Equals(connector.DecimalHandlingMode, "double", StringComparison.Ordinal))
        {
            // Rounded to a double the largest values leave the declared range (9.99e27 of a decimal(38,10) becomes 1e28).
            return new(new ColumnType(ValueKind.Decimal, SourceName: sourceName), DecimalForm.Unknown);
        }

        var form = connector.DecimalHandlingMode switch
        {
            "precise" => DecimalForm.Base64,
            "string" => DecimalForm.Text,
            _ => DecimalForm.Unknown,
        };
        return new(new ColumnType(ValueKind.Decimal, precision, scale, sourceName), form);
    }

    private TimeReader Time(int digits, string? sourceName)
    {
        var unit = string.Equals(connector.TimePrecisionMode, "adaptive_time_microseconds", StringComparison.Ordinal) ? TimeUnit.Microseconds : Unit(digits);
        return new(new ColumnType(ValueKind.Time, digits, SourceName: sourceName), unit);
    }

    private TimestampReader Timestamp(int digits, string? sourceName) => new(new ColumnType(ValueKind.Timestamp, digits, SourceName: sourceName), Unit(digits));

    private TimeUnit Unit(int digits) => connector.TimePrecisionMode switch
    {
        "connect" => TimeUnit.Milliseconds,
        "microseconds" => TimeUnit.Microseconds,
        "nanoseconds" => TimeUnit.Nanoseconds,
        _ => digits <= 3 ? TimeUnit.Milliseconds : digits <= 6 ? TimeUnit.Microseconds : TimeUnit.Nanoseconds,
    };

    private static ColumnType Named(ValueKind kind, string? sourceName) => new(kind, SourceName: sourceName);
}
