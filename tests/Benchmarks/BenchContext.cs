using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Support.Kafka;
using Npgsql;

namespace CdcFunctions.Benchmarks;

/// <summary>What every part of a run needs: the servers, the scale, and where figures go.</summary>
internal sealed record BenchContext(PrivatePostgres Postgres, ITestKafka Kafka, BenchReport Report, BenchScale Scale) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(Postgres.ConnectionString);

    /// <summary>The database that is written to.</summary>
    public string ConnectionString => Postgres.ConnectionString;

    /// <summary>
    /// Fills the server's log once, as one that has run for a day has: a segment that is used again costs nothing, a new one is written with zeros while every commit
    /// waits (0.3 s here). Otherwise a figure would depend on what was measured before it.
    /// </summary>
    public Task FillLogAsync() => ExecuteAsync("select count(pg_logical_emit_message(false, 'bench', repeat('x', 1000000))) from generate_series(1, 2000); checkpoint");

    /// <summary>Runs statements, one transaction each.</summary>
    public async Task ExecuteAsync(string sql)
    {
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = _database.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>First value of the first row.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Stops the run when what was written is not right: figures of wrong results mean nothing.</summary>
    public async Task RequireAsync(string what, string condition)
    {
        if (!await ScalarAsync<bool>($"select {condition}"))
        {
            throw new InvalidOperationException($"At the end of the run this does not hold: {what}. The figures mean nothing. ({condition})");
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
