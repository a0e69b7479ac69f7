using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.EndToEnd.Servers;

public sealed class PrivatePostgresTests
{
    [SkippableFact]
    public async Task What_was_committed_outlives_a_stop_and_a_crash_on_the_same_port()
    {
        await using var server = await TestPostgres.StartPrivateAsync();
        await ExecuteAsync(server, "CREATE TABLE kept (id int)");
        var port = server.Port;

        await server.StopAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(server, "SELECT 1"));
        await server.StartAsync(CancellationToken.None);
        await ExecuteAsync(server, "INSERT INTO kept VALUES (1)");
        await server.KillAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(server, "SELECT 1"));
        await server.StartAsync(CancellationToken.None);

        Assert.Equal(port, server.Port);
        Assert.Equal(1L, await ExecuteAsync(server, "SELECT count(*) FROM kept"));
    }

    [SkippableFact]
    public async Task A_paused_server_answers_nothing_until_it_is_resumed()
    {
        await using var server = await TestPostgres.StartPrivateAsync();

        server.Pause();
        var answer = ExecuteAsync(server, "SELECT 1");
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        server.Resume();

        Assert.Equal(1, await answer);
    }

    [SkippableFact]
    public async Task It_asks_for_its_password_on_loopback_and_leaves_no_files()
    {
        var server = await TestPostgres.StartPrivateAsync();
        var directory = Path.GetDirectoryName(server.LogFile)!;
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };

        await using (var connection = new NpgsqlConnection(wrong.ConnectionString))
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(connection.OpenAsync);
            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }

        await server.DisposeAsync();
        Assert.False(Directory.Exists(directory));
    }

    private static async Task<object?> ExecuteAsync(PrivatePostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
