using CdcFunctions.Host.Demo.Servers;
using Npgsql;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class PostgresReadOnlyTests(ITestOutputHelper output) : PostgresOutageTests(output)
{
    [SkippableFact]
    public Task A_PostgreSQL_that_is_read_only_for_a_while_moves_no_partition_and_loses_nothing()
        => OutlastAsync(postgres => SetAsync(postgres, isReadOnly: true), postgres => SetAsync(postgres, isReadOnly: false));

    private static async Task SetAsync(PrivatePostgres postgres, bool isReadOnly)
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false, Options = "-c default_transaction_read_only=off" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using (var change = new NpgsqlCommand($"alter system set default_transaction_read_only = {(isReadOnly ? "on" : "off")}", connection))
        {
            await change.ExecuteNonQueryAsync();
        }

        await using var reload = new NpgsqlCommand("select pg_reload_conf()", connection);
        await reload.ExecuteNonQueryAsync();
    }
}
