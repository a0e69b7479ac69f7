using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace CdcFunctions.Support.Network;

/// <summary>One client of a <see cref="FaultProxy"/> and its connection to the server.</summary>
internal sealed class ProxiedConnection(TcpClient client, Func<NetworkWeather> weather, TimeProvider time) : IDisposable
{
    // As much as may be under way; the sender then waits, as TCP lets it.
    private const int MostParcels = 4096;

    private readonly TcpClient _server = new() { NoDelay = true };
    private volatile bool _isServerLost;

    /// <summary>Carries bytes both ways until either side has gone.</summary>
    public async Task CarryAsync(IPEndPoint target, CancellationToken cancellation)
    {
        client.NoDelay = true;
        try
        {
            await PassAsync(time.GetTimestamp(), cancellation);
            await _server.ConnectAsync(target, cancellation);
            var (near, far) = (client.GetStream(), _server.GetStream());
            await Task.WhenAll(CarryAsync(near, far, cancellation), CarryAsync(far, near, cancellation));
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side has gone; so does the other.
        }
    }

    /// <summary>Both sides see a reset.</summary>
    public void Reset()
    {
        foreach (var side in new[] { client, _server })
        {
            Abort(side);
        }
    }

    /// <summary>The server sees a reset; the client sees nothing, now and later.</summary>
    public void LoseServer()
    {
        _isServerLost = true;
        Abort(_server);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private static void Abort(TcpClient side)
    {
        if (side.Client is not { } socket)
        {
            return;
        }

        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, CancellationToken cancellation)
    {
        var onTheWay = Channel.CreateBounded<Parcel>(new BoundedChannelOptions(MostParcels) { SingleReader = true, SingleWriter = true });
        await Task.WhenAll(ReadAsync(from, onTheWay.Writer, cancellation), WriteAsync(onTheWay.Reader, to, cancellation));
    }

    private async Task ReadAsync(NetworkStream from, ChannelWriter<Parcel> onTheWay, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
                var length = await from.ReadAsync(buffer, cancellation);
                if (length == 0)
                {
                    return;
                }

                await onTheWay.WriteAsync(new Parcel(buffer, length, time.GetTimestamp()), cancellation);
            }
        }
        catch (Exception) when (_isServerLost)
        {
            // The client is not told. It goes when it gives up by itself.
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        finally
        {
            onTheWay.Complete();
        }
    }

    private async Task WriteAsync(ChannelReader<Parcel> onTheWay, NetworkStream to, CancellationToken cancellation)
    {
        await foreach (var parcel in onTheWay.ReadAllAsync(cancellation))
        {
            for (var sent = 0; sent < parcel.Length;)
            {
                var now = weather();
                if (!await now.PassesAsync(parcel.Came, cancellation))
                {
                    continue;
                }

                var length = Math.Min(parcel.Length - sent, now.MostBytes);
                await WriteAsync(to, parcel.Buffer.AsMemory(sent, length), cancellation);
                sent += length;
            }

            ArrayPool<byte>.Shared.Return(parcel.Buffer);
        }

        await PassAsync(time.GetTimestamp(), cancellation);
        to.Socket.Shutdown(SocketShutdown.Send);
    }

    // A greeting and a farewell take part in the weather as bytes do.
    private async Task PassAsync(long since, CancellationToken cancellation)
    {
        while (!await weather().PassesAsync(since, cancellation))
        {
        }
    }

    private async Task WriteAsync(NetworkStream to, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await to.WriteAsync(bytes, cancellation);
        }
        catch (Exception) when (_isServerLost)
        {
            // Swallowed.
        }
    }

    private sealed record Parcel(byte[] Buffer, int Length, long Came);
}
