using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Retention;

/// <summary>Runs a deleting statement in batches, so that none runs long or locks much.</summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="batchSize">Rows deleted by one statement.</param>
internal sealed class RetentionBatches(NpgsqlDataSource warehouse, int batchSize)
{
    /// <summary>Rows of one statement unless a caller says otherwise.</summary>
    public const int DefaultSize = 10_000;

    /// <summary>Deletes until nothing is old enough and returns how many went. Each batch commits by itself: a cancelled sweep loses nothing.</summary>
    /// <param name="sql">One of <see cref="RetentionSql"/>.</param>
    /// <param name="age">Age by the database's clock.</param>
    /// <param name="cancellation">Ends between two batches.</param>
    public async Task<long> RunAsync(string sql, TimeSpan age, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        long swept = 0;
        int deleted;
        do
        {
            deleted = await connection.ExecuteAsync(new CommandDefinition(sql, new { age, batchSize }, cancellationToken: cancellation));
            swept += deleted;
        }
        while (deleted == batchSize);

        return swept;
    }
}
