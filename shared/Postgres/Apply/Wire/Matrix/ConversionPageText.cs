using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>The words of <c>docs/types.md</c> that no rule holds.</summary>
internal static class ConversionPageText
{
    public const string Head = """
        # Types

        <!-- Printed by ConversionPage from the rules in shared/Postgres/Apply/Wire/Matrix; the unit test TypesPageTests compares. -->

        What a value is on its way from event to table, the column it gets when this project creates the table, and every other column it
        may go into when a person made the table.

        ## Kinds and created columns

        | Kind | From | Created column |
        |---|---|---|

        """;

    public const string Matrix = """

        Character types are created as `text`, without the source's length: the source has checked it, `text` costs the same, and a column
        made longer there must not stop the target. A time keeps all microseconds, whatever precision the source declares. Digits below a
        microsecond are cut and counted.

        ## Into existing columns

        ● every value arrives as it was · ○ a value that does not fit is found before anything is sent and becomes a data error of its row ·
        ≈ a value may lose its last digits, and each such value is counted · → PostgreSQL reads the text itself, and what it refuses is a
        data error of its row · empty, or a kind that a table does not list: refused at start, with the remedy.

        A domain takes what its base takes; its own CHECK is PostgreSQL's to hold. A column of `timestamp(p)`, `time(p)` or their like with
        fewer than six digits rounds, and each rounded value is counted. Keys must not be rounded: such a binding is refused.

        """;

    public const string Notes = """

        ### Notes


        """;

    public const string Faults = """

        ## Data errors

        | Code | SQLSTATE | Meaning | Remedy |
        |---|---|---|---|

        """;

    public const string Tail = """

        Numbers and dates outside their range carry 22003 and 22008. The value itself is never part of a message.

        Text does not go into `bytea`: base64, hexadecimal or the characters themselves, nobody can tell. Set `binaryHandlingMode` (or the
        column's `sourceTypes`) so that the decoder hands over bytes.

        """;

    public static (string Title, TargetFamily[] Families)[] Groups =>
    [
        ("Numbers", [TargetFamily.Boolean, TargetFamily.SmallInt, TargetFamily.Integer, TargetFamily.BigInt, TargetFamily.Real, TargetFamily.Double, TargetFamily.Numeric]),
        ("Text, bytes and identifiers", [TargetFamily.Text, TargetFamily.Char, TargetFamily.Bytea, TargetFamily.Uuid, TargetFamily.Inet, TargetFamily.Cidr, TargetFamily.Enum, TargetFamily.Other]),
        ("Dates and times", [TargetFamily.Date, TargetFamily.Time, TargetFamily.TimeTz, TargetFamily.Timestamp, TargetFamily.TimestampTz, TargetFamily.Interval]),
        ("Documents", [TargetFamily.Json, TargetFamily.Jsonb, TargetFamily.Xml, TargetFamily.Array, TargetFamily.Composite]),
    ];

    public static string Name(TargetFamily family) => family switch
    {
        TargetFamily.Double => "double precision",
        TargetFamily.Text => "text, varchar(n)",
        TargetFamily.Char => "char(n)",
        TargetFamily.Array => "arrays",
        TargetFamily.Enum => "enums",
        TargetFamily.Composite => "row types",
        TargetFamily.Other => "other types",
        _ => family.ToString().ToLowerInvariant(),
    };

    public static string Sources(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "boolean; bit",
        ValueKind.Int16 => "tinyint, smallint",
        ValueKind.Int32 => "int",
        ValueKind.Int64 => "bigint, counter",
        ValueKind.Float32 => "float (CQL); real",
        ValueKind.Float64 => "double; float (SQL Server); decimals sent as doubles",
        ValueKind.Decimal => "decimal, varint; decimal, numeric, money, smallmoney",
        ValueKind.Text => "ascii, text, varchar; (n)char, (n)varchar, (n)text",
        ValueKind.Bytes => "blob; binary, varbinary, image, rowversion",
        ValueKind.Uuid => "uuid, timeuuid; uniqueidentifier",
        ValueKind.Inet => "inet",
        ValueKind.Date => "date",
        ValueKind.Time => "time",
        ValueKind.Timestamp => "datetime, smalldatetime, datetime2",
        ValueKind.TimestampTz => "timestamp (CQL); datetimeoffset",
        ValueKind.Interval => "duration",
        ValueKind.Json => "list, set, map, tuple, user-defined types",
        ValueKind.Xml => "xml",
        _ => "",
    };
}
