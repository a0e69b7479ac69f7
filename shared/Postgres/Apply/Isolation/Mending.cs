using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Dirty;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>What is done about a value that PostgreSQL cannot cast.</summary>
internal static class Mending
{
    /// <summary>The policy that puts something else in the place of the value; null when there is none.</summary>
    /// <exception cref="RejectedDataException">The policy stops the table.</exception>
    public static DirtyDataPolicy? Of(DirtyColumn column, DirtyKind kind, TargetState target, in SourceRecord record) => column.Policy(kind) switch
    {
        DirtyDataPolicy.Reject => throw RejectedDataException.Of(target.Name, column.Encoder.Column.Name, kind, record),
        DirtyDataPolicy.Default => DirtyDataPolicy.Default,
        DirtyDataPolicy.Null when column.IsNullable => DirtyDataPolicy.Null,
        _ => null,
    };
}
