using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>The kind of dirty data that each finding is.</summary>
internal static class DirtyKinds
{
    /// <summary>Of a value that its column cannot take.</summary>
    public static DirtyKind Of(CellFaultKind fault) => fault switch
    {
        CellFaultKind.NotNull => DirtyKind.NullInNotNull,
        CellFaultKind.TooLong => DirtyKind.TooLong,
        CellFaultKind.OutOfRange => DirtyKind.OutOfRange,
        CellFaultKind.TooPrecise => DirtyKind.TooPrecise,
        CellFaultKind.NulInText or CellFaultKind.BadEncoding => DirtyKind.BadEncoding,
        CellFaultKind.BadEnum => DirtyKind.BadEnum,
        CellFaultKind.BadJson => DirtyKind.BadJson,
        _ => DirtyKind.WrongType,
    };

    /// <summary>Of a record that could not be decoded, by its reason.</summary>
    public static DirtyKind OfDecoding(string reason) => reason switch
    {
        "missing-key" => DirtyKind.MissingKey,
        "bad-value" => DirtyKind.WrongType,
        _ => DirtyKind.Unreadable,
    };

    /// <summary>Of a value that PostgreSQL refused to cast to its column's type. The check of a domain is one of the type.</summary>
    public static DirtyKind OfCast(string sqlState) => OfRefusal(sqlState) is var kind && kind == DirtyKind.Constraint ? DirtyKind.WrongType : kind;

    /// <summary>Of a row that PostgreSQL refused.</summary>
    public static DirtyKind OfRefusal(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.NotNullViolation => DirtyKind.NullInNotNull,
        PostgresErrorCodes.StringDataRightTruncation => DirtyKind.TooLong,
        PostgresErrorCodes.NumericValueOutOfRange or PostgresErrorCodes.DatetimeFieldOverflow => DirtyKind.OutOfRange,
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => DirtyKind.BadEncoding,
        _ => sqlState.StartsWith("23", StringComparison.Ordinal) || sqlState is PostgresErrorCodes.CardinalityViolation ? DirtyKind.Constraint : DirtyKind.WrongType,
    };
}
