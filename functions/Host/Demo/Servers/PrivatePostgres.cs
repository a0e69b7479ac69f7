using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>A PostgreSQL cluster of our own from the machine's server programs: made in a temporary directory, gone with us.</summary>
/// <remarks>
/// Listens on loopback, where it asks for a random password, and on a Unix socket that only its owner can reach. When this
/// process dies, however it dies, the server stops and its files go. Not thread-safe.
/// </remarks>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private readonly PrivatePostgresOptions _options;
    private readonly TimeProvider _time;
    private readonly ServerAccount _account;
    private readonly ClusterDirectory _directory;
    private readonly string _binaries;
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private Process? _serving;

    private PrivatePostgres(PrivatePostgresOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _account = ServerAccount.Choose();
        _binaries = PostgresBinaries.Find(Environment.GetEnvironmentVariable);
        _directory = ClusterDirectory.Create(_account, _binaries);
    }

    /// <summary>Port on loopback; the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>Connects over loopback to <see cref="PrivatePostgresOptions.Database"/> as superuser.</summary>
    public string ConnectionString => ConnectionStringTo(_options.Database);

    /// <summary>The server's log file.</summary>
    public string LogFile => _directory.Log;

    /// <summary>The server's first process, or null while it is stopped.</summary>
    public int? ProcessId => _directory.ServerProcess;

    /// <summary>A command that opens psql on the database, without a password, for the user who runs this process.</summary>
    public string PsqlCommand => $"{Path.Combine(_binaries, "psql")} -h {_directory.Path} -p {Port} -U postgres {_options.Database}";

    /// <summary>Makes a cluster and starts it.</summary>
    /// <exception cref="PrivateServerException">No server programs, or the server did not start.</exception>
    public static async Task<PrivatePostgres> StartNewAsync(PrivatePostgresOptions options, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new PrivatePostgres(options, time);
        try
        {
            await server.StartOnFreePortAsync(cancellation);
            await server.SetUpAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connection string to another database of the cluster.</summary>
    public string ConnectionStringTo(string database)
        => new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Username = "postgres", Password = _password, Database = database }.ConnectionString;

    /// <summary>Starts the server again on the same data and port.</summary>
    /// <exception cref="PrivateServerException">The server ended or did not accept connections in time.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var settings = _options.AllSettings().SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        var start = _account.Shell(
            ClusterScripts.Serve,
            [_directory.Path, Path.Combine(_binaries, "postgres"), "-D", _directory.Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _directory.Path, .. settings]);
        start.RedirectStandardInput = true;
        _serving = Process.Start(start)!;
        await WaitUntilReadyAsync(_serving, cancellation);
    }

    /// <summary>Stops the server in good order; open transactions are rolled back. Its data stays.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_serving is not null)
        {
            Resume();
            await EndServingAsync(_serving, cancellation);
        }
    }

    /// <summary>Ends every process of the server at once, as a crash does. Its data stays.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        if (_serving is not null)
        {
            SignalAll(ChildProcess.SigStop);
            var children = SignalAll(ChildProcess.SigKill);
            await EndServingAsync(_serving, cancellation);

            // One that waits for the disk ends only when that has answered, and holds the shared memory until then.
            using var timer = new PeriodicTimer(PollInterval, _time);
            while (ChildProcess.IsAnyRunning(children))
            {
                await timer.WaitForNextTickAsync(cancellation);
            }

            _directory.ForgetServer();
        }
    }

    /// <summary>Freezes every process of the server: connections stay open and nothing answers.</summary>
    public void Pause() => SignalAll(ChildProcess.SigStop);

    /// <summary>Lets a frozen server go on.</summary>
    public void Resume() => SignalAll(ChildProcess.SigContinue);

    /// <summary>Stops the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _directory.Dispose();
    }

    private async Task StartOnFreePortAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                await StartAsync(cancellation);
                return;
            }
            catch (PrivateServerException) when (attempt < 3 && _directory.LogTail().Contains("Address already in use", StringComparison.Ordinal))
            {
                // Somebody took the port between our look and the server's; take another.
            }
        }
    }

    private async Task SetUpAsync(CancellationToken cancellation)
    {
        var overSocket = new NpgsqlConnectionStringBuilder { Host = _directory.Path, Port = Port, Username = "postgres", Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(overSocket.ConnectionString);
        await connection.OpenAsync(cancellation);
        foreach (var statement in new[] { $"ALTER ROLE postgres PASSWORD '{_password}'", $"CREATE DATABASE \"{_options.Database}\"" })
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private async Task WaitUntilReadyAsync(Process serving, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        using var timer = new PeriodicTimer(PollInterval, _time);
        while (!_directory.IsReady)
        {
            if (serving.HasExited || _time.GetElapsedTime(started) > _options.StartTimeout)
            {
                throw new PrivateServerException($"The private PostgreSQL did not start on port {Port}. Its log ends: {_directory.LogTail()}");
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    private async Task EndServingAsync(Process serving, CancellationToken cancellation)
    {
        try
        {
            await serving.StandardInput.WriteLineAsync("fast".AsMemory(), cancellation);
            await serving.StandardInput.FlushAsync(cancellation);
        }
        catch (IOException)
        {
            // The server has ended by itself, and with it the shell that reads.
        }

        await serving.WaitForExitAsync(cancellation);
        serving.Dispose();
        _serving = null;
    }

    // Returns the server's children.
    private IReadOnlyList<int> SignalAll(int signal)
    {
        if (_directory.ServerProcess is not { } server)
        {
            return [];
        }

        var children = ChildProcess.ChildrenOf(server);
        ChildProcess.Signal(server, signal);
        foreach (var child in children)
        {
            ChildProcess.Signal(child, signal);
        }

        return children;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
