using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace CdcFunctions.Support.Network;

/// <summary>A TCP proxy on loopback that holds every byte back for a time, in both directions, without a limit on throughput.</summary>
/// <remarks>What a distant server is like: a round trip takes twice the delay, while many bytes may be on their way at once.</remarks>
public sealed class DelayProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IPEndPoint _target;
    private readonly TimeSpan _delay;
    private readonly TimeProvider _time;
    private readonly Task _accepting;

    private DelayProxy(IPEndPoint target, TimeSpan delay, TimeProvider time)
    {
        (_target, _delay, _time) = (target, delay, time);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Port on loopback.</summary>
    public int Port { get; }

    /// <summary>Begins to listen on a free port.</summary>
    /// <param name="target">The server.</param>
    /// <param name="delay">Time each byte takes, each way.</param>
    /// <param name="time">The clock.</param>
    public static DelayProxy Start(IPEndPoint target, TimeSpan delay, TimeProvider time) => new(target, delay, time);

    /// <summary>Cuts all connections and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stopping.Dispose();
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
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(_target, _stopping.Token);
            var (here, there) = (near.GetStream(), far.GetStream());
            await Task.WhenAll(CarryAsync(here, there), CarryAsync(there, here));
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // Either side has gone; so does the other.
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var onTheWay = Channel.CreateUnbounded<Parcel>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        await Task.WhenAll(ReadAsync(from, onTheWay.Writer), WriteAsync(onTheWay.Reader, to));
    }

    private async Task ReadAsync(NetworkStream from, ChannelWriter<Parcel> onTheWay)
    {
        try
        {
            while (true)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
                var length = await from.ReadAsync(buffer, _stopping.Token);
                if (length == 0)
                {
                    return;
                }

                onTheWay.TryWrite(new Parcel(buffer, length, _time.GetTimestamp()));
            }
        }
        finally
        {
            onTheWay.Complete();
        }
    }

    private async Task WriteAsync(ChannelReader<Parcel> onTheWay, NetworkStream to)
    {
        await foreach (var parcel in onTheWay.ReadAllAsync(_stopping.Token))
        {
            // Timers count whole milliseconds and would otherwise end early.
            if (_delay - _time.GetElapsedTime(parcel.Sent) is { Ticks: > 0 } rest)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), _time, _stopping.Token);
            }

            await to.WriteAsync(parcel.Buffer.AsMemory(0, parcel.Length), _stopping.Token);
            ArrayPool<byte>.Shared.Return(parcel.Buffer);
        }

        to.Socket.Shutdown(SocketShutdown.Send);
    }

    private sealed record Parcel(byte[] Buffer, int Length, long Sent);
}
