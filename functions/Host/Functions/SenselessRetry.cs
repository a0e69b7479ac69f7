using System.Diagnostics;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;

namespace CdcFunctions.Host.Functions;

/// <summary>Exceptions that repeating the same call cannot mend: mistakes in the program, and the loss of the partition to another worker.</summary>
internal static class SenselessRetry
{
    /// <summary>Whether the exception is one of them.</summary>
    public static bool After(Exception exception) => exception
        is FencedException
        or NullReferenceException
        or IndexOutOfRangeException
        or InvalidCastException
        or ArgumentNullException
        or ArgumentOutOfRangeException
        or NotImplementedException
        or UnreachableException
        || (exception is PostgresException && FailureClassifier.Classify(exception) == FailureKind.Bug);
}
