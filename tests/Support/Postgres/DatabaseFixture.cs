namespace CdcFunctions.Support.Postgres;

/// <summary>Gives a test class a database of its own: <c>IClassFixture&lt;DatabaseFixture&gt;</c>.</summary>
/// <remarks>The database is made on first use, so that a test can be skipped where the machine has no server.</remarks>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private readonly Lazy<Task<TestDatabase>> _database = new(TestPostgres.CreateDatabaseAsync);

    /// <summary>The class's database.</summary>
    /// <exception cref="SkipException">The machine has neither a server nor its programs.</exception>
    public Task<TestDatabase> RequireAsync() => _database.Value;

    /// <inheritdoc />
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_database is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _database.Value).DisposeAsync();
        }
    }
}
