using System.Runtime.ExceptionServices;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Runs statements between error barriers and tells which of them PostgreSQL refused for what they hold.</summary>
internal static class Refusals
{
    /// <summary>Runs a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="statements">Those of its commands that may be refused, in their order, at most one before each barrier.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The numbers of the refused statements, ascending, with the reason.</returns>
    /// <exception cref="PostgresException">Another failure than that of a value or a row: a fence, a lock, a disk.</exception>
    public static async Task<List<(int Statement, PostgresException Refusal)>> ExecuteAsync(NpgsqlBatch batch, IReadOnlyList<NpgsqlBatchCommand> statements, CancellationToken cancellation)
    {
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            return [];
        }
        catch (PostgresException one)
        {
            return Assign([one], statements);
        }
        catch (NpgsqlException several) when (several.InnerException is AggregateException { InnerExceptions: { } all } && all.All(static one => one is PostgresException))
        {
            return Assign([.. all.Cast<PostgresException>()], statements);
        }
    }

    /// <summary>True when a row that was refused may fit once others are there, or are gone.</summary>
    public static bool MayPass(PostgresException refusal)
        => refusal.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation;

    // A refusal does not tell its statement, because that holds the rows. They come in order, and a statement without an answer was refused.
    private static List<(int Statement, PostgresException Refusal)> Assign(List<PostgresException> refusals, IReadOnlyList<NpgsqlBatchCommand> statements)
    {
        var refused = Enumerable.Range(0, statements.Count).Where(n => statements[n].StatementType == StatementType.Unknown).ToList();
        if ((refusals.Find(static refusal => FailureClassifier.Classify(refusal) != FailureKind.Data) ?? (refused.Count == refusals.Count ? null : refusals[0])) is { } other)
        {
            ExceptionDispatchInfo.Throw(other);
        }

        return [.. refused.Zip(refusals)];
    }
}
