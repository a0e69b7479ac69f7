using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.EndToEnd.Host.Kills;

/// <summary>A PostgreSQL of which every process is killed now and then, and which comes back on its data.</summary>
internal sealed class KilledServer : IAsyncDisposable
{
    private readonly PrivatePostgres _postgres;
    private readonly Random _chance;

    private KilledServer(PrivatePostgres postgres, Random chance) => (_postgres, _chance) = (postgres, chance);

    /// <summary>Kills so far.</summary>
    public int Kills { get; private set; }

    /// <summary>Starts a server.</summary>
    /// <exception cref="SkipException">The machine has no server programs.</exception>
    public static async Task<KilledServer> StartAsync(Random chance) => new(await TestPostgres.StartPrivateAsync(), chance);

    /// <summary>Creates a database and returns how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var postgres = NpgsqlDataSource.Create(_postgres.ConnectionString);
        await using var command = postgres.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return _postgres.ConnectionStringTo(name);
    }

    /// <summary>Kills the server this often, spread evenly over the kills of the workers.</summary>
    public async Task RunAsync(int kills, int workerKills, Func<int> workerKillsSoFar)
    {
        for (var kill = 1; kill <= kills; kill++)
        {
            var moment = workerKills * kill / (kills + 1);
            await Until.TrueAsync(() => Task.FromResult(workerKillsSoFar() >= moment), HostRig.Patience, () => $"kill {moment} of a worker, after which PostgreSQL is killed");
            await Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(500)), TimeProvider.System);
            await _postgres.KillAsync(CancellationToken.None);
            Kills++;
            await _postgres.StartAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _postgres.DisposeAsync();
}
