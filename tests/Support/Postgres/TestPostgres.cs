using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Postgres.Schema;
using Npgsql;

namespace CdcFunctions.Support.Postgres;

/// <summary>The one PostgreSQL of a test run: the server <c>CDC_TEST_POSTGRES</c> names, else a private one that dies with the run.</summary>
public static class TestPostgres
{
    private static readonly Lazy<Task<TestServer>> Server = new(StartAsync);

    /// <summary>A database of its own with migrated bookkeeping, copied from a template in milliseconds.</summary>
    /// <exception cref="SkipException">The machine has neither a server nor its programs.</exception>
    public static async Task<TestDatabase> CreateDatabaseAsync()
    {
        var server = await RequireAsync();
        var name = $"cdc_test_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {server.Template}");
        return new TestDatabase(server, name);
    }

    /// <summary>The private server, for tests that stop, kill or freeze it; each gets a server of its own.</summary>
    /// <exception cref="SkipException">The machine has no server programs.</exception>
    public static async Task<PrivatePostgres> StartPrivateAsync(bool isDurable = false)
    {
        try
        {
            return await PrivatePostgres.StartNewAsync(new PrivatePostgresOptions { IsDurable = isDurable }, TimeProvider.System, CancellationToken.None);
        }
        catch (PrivateServerException missing)
        {
            throw new SkipException(missing.Message, missing);
        }
    }

    private static async Task<TestServer> RequireAsync()
    {
        try
        {
            return await Server.Value;
        }
        catch (PrivateServerException missing)
        {
            throw new SkipException(missing.Message, missing);
        }
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = Environment.GetEnvironmentVariable("CDC_TEST_POSTGRES") is { Length: > 0 } given
            ? new TestServer(given, null)
            : TestServer.Of(await PrivatePostgres.StartNewAsync(new PrivatePostgresOptions { IsDurable = false }, TimeProvider.System, CancellationToken.None));
        await server.ExecuteAsync($"CREATE DATABASE {server.Template}");
        await using var template = NpgsqlDataSource.Create(server.ConnectionStringTo(server.Template, isPooled: false));
        await BookkeepingSchema.MigrateAsync(template, CancellationToken.None);
        return server;
    }
}
