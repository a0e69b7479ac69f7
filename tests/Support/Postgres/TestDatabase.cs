using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using Npgsql;

namespace CdcFunctions.Support.Postgres;

/// <summary>A database that one test or one test class has for itself.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestServer _server;
    private readonly string _name;

    internal TestDatabase(TestServer server, string name)
    {
        _server = server;
        _name = name;
        Warehouse = CdcFunctions.Postgres.Warehouse.Open(Options);
    }

    /// <summary>Connection string.</summary>
    public string ConnectionString => _server.ConnectionStringTo(_name);

    /// <summary>As configuration says it.</summary>
    public PostgresOptions Options => new() { ConnectionString = ConnectionString };

    /// <summary>The database opened as the product opens it.</summary>
    public NpgsqlDataSource Warehouse { get; }

    /// <summary>Runs statements.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = Warehouse.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>First value of the first row.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Warehouse.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        if (!_server.IsPrivate)
        {
            await _server.ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
    }
}
