using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CdcFunctions.Support.Network;

/// <summary>A TCP proxy on loopback whose network can be made bad and good again; by itself it holds every byte back for a given time, in both directions, without a limit on throughput.</summary>
/// <remarks>What a distant server is like: a round trip takes twice the delay, while many bytes may be on their way at once. Thread-safe.</remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    private readonly IPEndPoint _target;
    private readonly TimeSpan _delay;
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private volatile NetworkWeather _weather;

    private FaultProxy(IPEndPoint target, TimeSpan delay, TimeProvider time)
    {
        (_target, _delay, _time) = (target, delay, time);
        _weather = new NetworkWeather(fault: null, time, delay);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Port on loopback.</summary>
    public int Port { get; }

    /// <summary>Begins to listen on a free port.</summary>
    /// <param name="target">The server.</param>
    /// <param name="delay">Time each byte takes, each way, in good weather.</param>
    /// <param name="time">The clock.</param>
    public static FaultProxy Start(IPEndPoint target, TimeSpan delay, TimeProvider time) => new(target, delay, time);

    /// <summary>Makes the network bad.</summary>
    public void Begin(NetworkFault fault)
    {
        Change(fault);
        foreach (var connection in _connections.Keys)
        {
            if (fault == NetworkFault.Reset)
            {
                connection.Reset();
            }
            else if (fault == NetworkFault.HalfOpen)
            {
                connection.LoseServer();
            }
        }
    }

    /// <summary>Makes it good again.</summary>
    public void End() => Change(fault: null);

    /// <summary>Cuts all connections and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stopping.Dispose();
    }

    private void Change(NetworkFault? fault)
    {
        var before = _weather;
        _weather = new NetworkWeather(fault, _time, _delay);
        before.Change();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception stop) when (stop is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = new ProxiedConnection(client, () => _weather, _time);
        _connections[connection] = true;
        try
        {
            if (_weather.Fault == NetworkFault.Reset)
            {
                connection.Reset();
                return;
            }

            await connection.CarryAsync(_target, _stopping.Token);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
