using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CdcFunctions.Support.Network;

namespace CdcFunctions.Unit.Support.Network;

public sealed class FaultProxyTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public FaultProxyTests() => _server.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task An_answer_takes_at_least_twice_the_delay()
    {
        var delay = TimeSpan.FromMilliseconds(5);
        await using var proxy = FaultProxy.Start(Target, delay, TimeProvider.System);
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
        await using var proxy = FaultProxy.Start(Target, TimeSpan.FromMilliseconds(1), TimeProvider.System);
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
        await using var proxy = FaultProxy.Start(Target, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();

        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await server.GetStream().ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task A_reset_ends_both_sides_and_new_connections_until_it_is_over()
    {
        await using var proxy = Start();
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();

        proxy.Begin(NetworkFault.Reset);

        await Assert.ThrowsAnyAsync<IOException>(() => client.GetStream().ReadExactlyAsync(new byte[1]).AsTask());
        await Assert.ThrowsAnyAsync<IOException>(() => server.GetStream().ReadExactlyAsync(new byte[1]).AsTask());
        var refused = await Record.ExceptionAsync(async () =>
        {
            using var late = await ConnectAsync(proxy);
            await late.GetStream().ReadExactlyAsync(new byte[1]);
        });
        Assert.True(refused is SocketException or IOException, $"{refused}");

        proxy.End();
        using var again = await ConnectAsync(proxy);
        using var served = await _server.AcceptTcpClientAsync();
        await AssertCarriesAsync(again, served);
    }

    [Fact]
    public async Task Half_open_the_server_is_gone_and_the_client_learns_nothing_of_it_even_afterwards()
    {
        await using var proxy = Start();
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();
        await AssertCarriesAsync(client, server);

        proxy.Begin(NetworkFault.HalfOpen);
        proxy.End();

        await Assert.ThrowsAnyAsync<IOException>(() => server.GetStream().ReadExactlyAsync(new byte[1]).AsTask());
        await client.GetStream().WriteAsync(new byte[] { 1 });
        var answer = client.GetStream().ReadAsync(new byte[1]).AsTask();
        using var other = await ConnectAsync(proxy);
        using var served = await _server.AcceptTcpClientAsync();
        await AssertCarriesAsync(other, served);
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task What_was_sent_into_a_black_hole_arrives_when_it_is_over_and_not_before()
    {
        await using var proxy = Start();
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();
        await AssertCarriesAsync(client, server);

        proxy.Begin(NetworkFault.Blackhole);
        await client.GetStream().WriteAsync(new byte[] { 7 });
        var read = server.GetStream().ReadExactlyAsync(new byte[1]).AsTask();
        using var late = await ConnectAsync(proxy);
        var accepted = _server.AcceptTcpClientAsync();
        Assert.False(read.IsCompleted || accepted.IsCompleted);

        proxy.End();
        await read;
        using var served = await accepted;
        await AssertCarriesAsync(late, served);
    }

    [Theory]
    [InlineData(NetworkFault.Latency, 250)]
    [InlineData(NetworkFault.Slow, 400)]
    public async Task Bytes_take_their_time_while_it_lasts(NetworkFault fault, int leastMilliseconds)
    {
        await using var proxy = Start();
        using var client = await ConnectAsync(proxy);
        using var server = await _server.AcceptTcpClientAsync();
        await AssertCarriesAsync(client, server);
        proxy.Begin(fault);
        var clock = Stopwatch.StartNew();

        await client.GetStream().WriteAsync(new byte[1700]);
        await server.GetStream().ReadExactlyAsync(new byte[1700]);

        Assert.True(clock.ElapsedMilliseconds >= leastMilliseconds, $"{clock.Elapsed}");
    }

    private FaultProxy Start() => FaultProxy.Start(Target, TimeSpan.Zero, TimeProvider.System);

    private static async Task AssertCarriesAsync(TcpClient client, TcpClient server)
    {
        await client.GetStream().WriteAsync(new byte[] { 1 });
        await server.GetStream().ReadExactlyAsync(new byte[1]);
        await server.GetStream().WriteAsync(new byte[] { 2 });
        await client.GetStream().ReadExactlyAsync(new byte[1]);
    }

    private IPEndPoint Target => (IPEndPoint)_server.LocalEndpoint;

    private static async Task<TcpClient> ConnectAsync(FaultProxy proxy)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return client;
    }
}
