namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>The words that settings choose from, and what each means.</summary>
internal static class Words
{
    /// <summary>Truth.</summary>
    public static readonly (string, bool)[] Flags = [("true", true), ("false", false)];

    /// <summary><c>postgres.outage</c>, besides a map that sets a limit.</summary>
    public static readonly (string, string)[] Outages = [("pause", "pause")];

    /// <summary><c>sources[].dialect</c>.</summary>
    public static readonly (string, Dialect)[] Dialects =
        [("scylla", Dialect.Scylla), ("cassandra", Dialect.Cassandra), ("sqlserver", Dialect.SqlServer)];

    /// <summary><c>sources[].transactions</c>.</summary>
    public static readonly (string, TransactionMode)[] Transactions = [("perRow", TransactionMode.PerRow), ("atomic", TransactionMode.Atomic)];

    /// <summary><c>sources[].incompleteTransactions</c>.</summary>
    public static readonly (string, IncompleteTransactionPolicy)[] IncompleteTransactions =
        [("wait", IncompleteTransactionPolicy.Wait), ("apply", IncompleteTransactionPolicy.Apply), ("deadLetter", IncompleteTransactionPolicy.DeadLetter)];

    /// <summary><c>tables.*.deletes</c>.</summary>
    public static readonly (string, DeletePolicy)[] Deletes = [("remove", DeletePolicy.Remove), ("soft", DeletePolicy.Soft)];

    /// <summary><c>tables.*.keyless</c>.</summary>
    public static readonly (string, KeylessPolicy)[] Keyless =
        [("deadLetter", KeylessPolicy.DeadLetter), ("append", KeylessPolicy.Append), ("hashKey", KeylessPolicy.HashKey)];

    /// <summary><c>tables.*.staticColumns</c>.</summary>
    public static readonly (string, StaticColumnPolicy)[] StaticColumns = [("ownTable", StaticColumnPolicy.OwnTable), ("repeat", StaticColumnPolicy.Repeat)];

    /// <summary><c>tables.*.schemaChanges</c>.</summary>
    public static readonly (string, SchemaChangePolicy)[] SchemaChanges =
    [
        ("evolve", SchemaChangePolicy.Evolve),
        ("try", SchemaChangePolicy.Try),
        ("lenient", SchemaChangePolicy.Lenient),
        ("ignore", SchemaChangePolicy.Ignore),
        ("exception", SchemaChangePolicy.Exception),
    ];

    /// <summary><c>tables.*.dirtyData</c>.</summary>
    public static readonly (string Word, DirtyDataPolicy Value)[] DirtyData =
    [
        ("deadLetter", DirtyDataPolicy.DeadLetter),
        ("null", DirtyDataPolicy.Null),
        ("default", DirtyDataPolicy.Default),
        ("truncate", DirtyDataPolicy.Truncate),
        ("reject", DirtyDataPolicy.Reject),
    ];

    /// <summary>Keys of <c>dirtyData</c> as a map.</summary>
    public static readonly (string Word, DirtyKind Value)[] DirtyKinds =
    [
        ("nullInNotNull", DirtyKind.NullInNotNull),
        ("tooLong", DirtyKind.TooLong),
        ("outOfRange", DirtyKind.OutOfRange),
        ("tooPrecise", DirtyKind.TooPrecise),
        ("badEncoding", DirtyKind.BadEncoding),
        ("badEnum", DirtyKind.BadEnum),
        ("badJson", DirtyKind.BadJson),
        ("wrongType", DirtyKind.WrongType),
        ("missingKey", DirtyKind.MissingKey),
        ("constraint", DirtyKind.Constraint),
        ("unreadable", DirtyKind.Unreadable),
    ];

    /// <summary><c>tables.*.conflict</c>, besides a map that names a column.</summary>
    public static readonly (string, ConflictPolicy)[] Conflicts =
        [("newestWins", ConflictPolicy.NewestWins), ("arrivalOrder", ConflictPolicy.ArrivalOrder)];

    /// <summary><c>tables.*.staleEvents</c>.</summary>
    public static readonly (string, StaleEventPolicy)[] StaleEvents =
    [
        ("apply", StaleEventPolicy.Apply),
        ("flag", StaleEventPolicy.Flag),
        ("deadLetter", StaleEventPolicy.DeadLetter),
        ("drop", StaleEventPolicy.Drop),
    ];

    /// <summary><c>tables.*.columns.*.mask</c>.</summary>
    public static readonly (string, ColumnMask)[] Masks =
    [
        ("none", ColumnMask.None),
        ("hash", ColumnMask.Hash),
        ("redact", ColumnMask.Redact),
        ("partial", ColumnMask.Partial),
        ("null", ColumnMask.Null),
        ("tokenise", ColumnMask.Tokenise),
    ];

    /// <summary><c>tables.*.columns.*.case</c>.</summary>
    public static readonly (string, ColumnCase)[] Cases = [("keep", ColumnCase.Keep), ("upper", ColumnCase.Upper), ("lower", ColumnCase.Lower)];

    /// <summary><c>tables.*.add.*.from</c>.</summary>
    public static readonly (string, RowFact)[] Facts =
    [
        ("source", RowFact.Source),
        ("table", RowFact.Table),
        ("operation", RowFact.Operation),
        ("topic", RowFact.Topic),
        ("partition", RowFact.Partition),
        ("offset", RowFact.Offset),
        ("position", RowFact.Position),
        ("sourceTime", RowFact.SourceTime),
        ("recordTime", RowFact.RecordTime),
    ];

    /// <summary>Debezium's <c>decimal.handling.mode</c>.</summary>
    public static readonly (string, string?)[] DecimalModes = Same("precise", "string", "double");

    /// <summary>Debezium's <c>time.precision.mode</c>.</summary>
    public static readonly (string, string?)[] TimeModes =
        Same("adaptive", "adaptive_time_microseconds", "connect", "isostring", "microseconds", "nanoseconds");

    /// <summary>Debezium's <c>binary.handling.mode</c>.</summary>
    public static readonly (string, string?)[] BinaryModes = Same("bytes", "base64", "base64-url-safe", "hex");

    /// <summary>Debezium's <c>varint.handling.mode</c> of Cassandra.</summary>
    public static readonly (string, string?)[] VarintModes = Same("long", "precise", "string");

    /// <summary>ScyllaDB's <c>cdc.include.after</c>; without it, <c>none</c>, no event has data.</summary>
    public static readonly (string, string?)[] AfterModes = Same("full", "only-updated");

    /// <summary><c>kafka.autoOffsetReset</c>.</summary>
    public static readonly (string, string?)[] Resets = Same("earliest", "latest");

    private static (string, string?)[] Same(params string[] words) => [.. words.Select(word => (word, (string?)word))];
}
