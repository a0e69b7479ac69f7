using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.Debezium;

/// <summary>Words for records that could not be decoded. They name columns and forms, never values.</summary>
internal static class Failures
{
    public static DecodeFailure MalformedJson(int record, TableName? table, string where) => new(
        record, table, "malformed-json",
        $"The {where} is not valid JSON in UTF-8.",
        "Look at the record in the dead-letter table. If all records of the topic are like this, the connector uses another converter (Avro, Protobuf): set JsonConverter.");

    public static DecodeFailure UnknownEnvelope(int record, TableName? table, string what) => new(
        record, table, "unknown-envelope",
        $"The record is no change event of the configured connector: {what}.",
        "Check that the source's topics hold only this connector's events and that no transform (ExtractNewRecordState, flatten) reshapes them.");

    public static DecodeFailure ForeignConnector(int record, TableName table, string dialect, string connector) => new(
        record, table, "unknown-envelope",
        $"The record comes from the connector \"{connector}\", but the source is configured as {dialect}.",
        "Correct the source's dialect, or its topics.");

    public static DecodeFailure MissingKey(int record, TableName table, string what) => new(
        record, table, "missing-key",
        $"{table} {what}.",
        $"Set tables.{table.Table}.key to the columns that identify a row, or let the connector send a key; for a table that has none set keyless: append or hashKey.");

    public static DecodeFailure BadValue(int record, TableName table, ColumnPlan column, string form) => new(
        record, table, "bad-value",
        $"Column {column.Name} of {table} is {Describe(column)}, but the event holds {form} that does not fit it.",
        column.IsInferred
            ? $"The type was taken from earlier events. Say it: tables.{table.Table}.sourceTypes: {{ {column.Name}: TYPE }}"
            : $"Look at the record in the dead-letter table; when the declared type is wrong, correct tables.{table.Table}.sourceTypes.{column.Name}.")
    {
        Column = column.Name,
    };

    public static DecodeFailure Ambiguous(int record, TableName table, ColumnPlan column) => new(
        record, table, "ambiguous-type",
        $"Column {column.Name} of {table} is {Describe(column)}, and the event's form of it can be read in two ways.",
        column.Reader?.Remedy(column.Name) is { } line
            ? $"Add under tables.{table.Table}: {line}"
            : Mode(column));

    public static DecodeFailure UnknownKeyType(int record, TableName table, string column) => new(
        record, table, "ambiguous-type",
        $"Key column {column} of {table} arrives only as header text and nothing tells its type.",
        $"Add under tables.{table.Table}: sourceTypes: {{ {column}: TYPE }}");

    private static string Mode(ColumnPlan column) => column.Reader?.Type.SourceName?.Contains("varint", StringComparison.OrdinalIgnoreCase) == true
        ? "Add to the source: connector: { varintHandlingMode: string } (or the connector's setting)"
        : "Add to the source: connector: { decimalHandlingMode: precise } (or the connector's setting: precise, string, double)";

    private static string Describe(ColumnPlan column)
        => column.Reader is null ? "of unknown type" : column.Reader.Type.SourceName ?? column.Reader.Type.Kind.ToString();
}
