namespace CdcFunctions.Changes.Connect.Schema;

/// <summary>Names that give a Connect type its meaning.</summary>
internal static class SemanticTypes
{
    public const string ConnectDecimal = "org.apache.kafka.connect.data.Decimal";
    public const string ConnectDate = "org.apache.kafka.connect.data.Date";
    public const string ConnectTime = "org.apache.kafka.connect.data.Time";
    public const string ConnectTimestamp = "org.apache.kafka.connect.data.Timestamp";

    public const string Date = "io.debezium.time.Date";
    public const string Time = "io.debezium.time.Time";
    public const string MicroTime = "io.debezium.time.MicroTime";
    public const string NanoTime = "io.debezium.time.NanoTime";
    public const string Timestamp = "io.debezium.time.Timestamp";
    public const string MicroTimestamp = "io.debezium.time.MicroTimestamp";
    public const string NanoTimestamp = "io.debezium.time.NanoTimestamp";
    public const string ZonedTimestamp = "io.debezium.time.ZonedTimestamp";
    public const string ZonedTime = "io.debezium.time.ZonedTime";
    public const string IsoDate = "io.debezium.time.IsoDate";
    public const string IsoTime = "io.debezium.time.IsoTime";
    public const string IsoTimestamp = "io.debezium.time.IsoTimestamp";
    public const string Year = "io.debezium.time.Year";
    public const string MicroDuration = "io.debezium.time.MicroDuration";
    public const string NanoDuration = "io.debezium.time.NanoDuration";
    public const string Interval = "io.debezium.time.Interval";

    public const string Uuid = "io.debezium.data.Uuid";
    public const string Json = "io.debezium.data.Json";
    public const string Xml = "io.debezium.data.Xml";
    public const string Enumeration = "io.debezium.data.Enum";
    public const string EnumerationSet = "io.debezium.data.EnumSet";
    public const string Bits = "io.debezium.data.Bits";
    public const string VariableScaleDecimal = "io.debezium.data.VariableScaleDecimal";
}
