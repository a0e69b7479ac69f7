using CdcFunctions.Postgres.Failures;

namespace CdcFunctions.Postgres.Apply;

/// <summary>What a failure of PostgreSQL calls for, by the table of <see cref="FailureRules"/>.</summary>
public static class FailureClassifier
{
    /// <summary>SQLSTATE of <c>cdc.require_columns</c>: another replica has changed the table.</summary>
    internal const string StaleColumns = "CD003";

    /// <summary>Classifies an exception of a batch.</summary>
    public static FailureKind Classify(Exception failure) => FailureRules.Of(failure).Kind;

    /// <summary>Classifies a SQLSTATE.</summary>
    public static FailureKind Classify(string sqlState) => FailureRules.Of(sqlState).Kind;
}
