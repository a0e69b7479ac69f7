using CdcFunctions.Host.Demo.Servers;
using Npgsql;

namespace CdcFunctions.Support.Postgres;

/// <summary>The server that test databases are made on.</summary>
internal sealed class TestServer(string connectionString, PrivatePostgres? ours)
{
    /// <summary>Database that all others are copied from; of this run only, because the migrations may change between runs.</summary>
    public string Template { get; } = $"cdc_template_{Guid.NewGuid():N}";

    /// <summary>True when the whole server goes with the run, so that nothing need be dropped.</summary>
    /// <remarks>Our server ends when nobody holds it any more.</remarks>
    public bool IsPrivate => ours is not null;

    /// <summary>A server that we started.</summary>
    public static TestServer Of(PrivatePostgres server) => new(server.ConnectionString, server);

    /// <summary>Connects to another database.</summary>
    public string ConnectionStringTo(string database, bool isPooled = true)
        => new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = isPooled, IncludeErrorDetail = true }.ConnectionString;

    /// <summary>Runs a statement outside the test databases.</summary>
    public async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
