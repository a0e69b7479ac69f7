using Npgsql;

namespace CdcFunctions.Support.Postgres;

/// <summary>The server that test databases are made on.</summary>
internal sealed class TestServer(string connectionString, bool isPrivate)
{
    /// <summary>Database that all others are copied from; of this run only, because the migrations may change between runs.</summary>
    public string Template { get; } = $"cdc_template_{Guid.NewGuid():N}";

    /// <summary>True when the whole server goes with the run, so that nothing need be dropped.</summary>
    public bool IsPrivate => isPrivate;

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
