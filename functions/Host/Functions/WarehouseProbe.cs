using CdcFunctions.Postgres.Failures;
using Npgsql;

namespace CdcFunctions.Host.Functions;

/// <summary>Asks PostgreSQL for the sign that an outage is over.</summary>
internal sealed class WarehouseProbe(IServiceProvider services, TimeProvider time)
{
    private const string Answers = "select true";

    private const string MayWrite = "select not pg_is_in_recovery() and not current_setting('transaction_read_only')::boolean";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether the sign is there, and what stood against it. Without a database there is nothing to wait for.</summary>
    public async Task<(bool IsSeen, Exception? Problem)> SeesAsync(RecoverySign sign, CancellationToken ended)
    {
        if (services.GetService(typeof(NpgsqlDataSource)) is not NpgsqlDataSource warehouse)
        {
            return (true, null);
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, patience.Token);
            await using var command = warehouse.CreateCommand(sign == RecoverySign.Writable ? MayWrite : Answers);
            return (await command.ExecuteScalarAsync(either.Token) is true, null);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return (false, null);
        }
        catch (Exception problem)
        {
            return (false, problem);
        }
    }
}
