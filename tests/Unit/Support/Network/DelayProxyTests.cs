using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CdcFunctions.Support.Network;

namespace CdcFunctions.Unit.Support.Network;

public sealed class DelayProxyTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public DelayProxyTests() => _server.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task An_answer_takes_at_least_twice_the_delay()
    {
        var delay = TimeSpan.FromMilliseconds(5);
        await using var proxy = DelayProxy.Start(Target, delay, TimeProvider.System);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();
        var clock = Stopwatch.StartNew();

        await client.GetStream().WriteAsync(new byte[] { 1 });
        await server.GetStream().ReadExactlyAsync(new byte[1]);
        await server.GetStream().WriteAsync(new byte[] { 2 });
        await client.GetStream().ReadExactlyAsync(new byte[1]);

        Assert.True(clock.Elapsed >= delay * 2, $"{clock.Elapsed}");
    }

    [Fact]
    public async Task All_bytes_arrive_in_order()
    {
        await using var proxy = DelayProxy.Start(Target, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();
        var sent = new byte[3_000_000];
        new Random(1).NextBytes(sent);
        var received = new byte[sent.Length];

        var writing = client.GetStream().WriteAsync(sent).AsTask();
        await server.GetStream().ReadExactlyAsync(received);
        await writing;

        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task A_closed_side_closes_the_other()
    {
        await using var proxy = DelayProxy.Start(Target, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();

        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await server.GetStream().ReadAsync(new byte[1]));
    }

    private IPEndPoint Target => (IPEndPoint)_server.LocalEndpoint;

    private static async Task<TcpClient> ConnectAsync(DelayProxy proxy)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }
}
