using System.Net;
using CdcFunctions.Support.Network;

namespace CdcFunctions.Support.Kafka;

/// <summary>A real broker that one test has for itself, to crash it and to start it again.</summary>
public sealed class OwnKafka : ITestKafka, IAsyncDisposable
{
    private readonly KafkaPart _part;

    private OwnKafka(KafkaPart part) => _part = part;

    /// <inheritdoc />
    public string Kind => "Apache Kafka of CDC_PARTS, for one test alone";

    /// <inheritdoc />
    public string BootstrapServers => _part.Address;

    /// <summary>Starts one.</summary>
    /// <exception cref="SkipException">The machine has none.</exception>
    public static async Task<OwnKafka> StartAsync()
        => Environment.GetEnvironmentVariable("CDC_PARTS") is { Length: > 0 } parts && KafkaPart.IsHere(parts)
            ? new OwnKafka(await KafkaPart.StartAsync(parts))
            : throw new SkipException("no real Kafka of one's own: set CDC_PARTS to a folder with kafka/kafka.sh");

    /// <summary>Starts one that clients can also reach through a proxy: by the proxy's port, which it then tells them as its own.</summary>
    /// <exception cref="SkipException">The machine has none.</exception>
    public static async Task<(OwnKafka Kafka, FaultProxy Proxy)> StartBehindProxyAsync()
    {
        if (Environment.GetEnvironmentVariable("CDC_PARTS") is not { Length: > 0 } parts || !KafkaPart.IsHere(parts))
        {
            throw new SkipException("no real Kafka of one's own: set CDC_PARTS to a folder with kafka/kafka.sh");
        }

        FaultProxy? proxy = null;
        var part = await KafkaPart.StartAsync(parts, port =>
        {
            proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, port + 500), TimeSpan.Zero, TimeProvider.System);
            return
            [
                $"listeners=PLAINTEXT://127.0.0.1:{port},FAR://127.0.0.1:{port + 500},CONTROLLER://127.0.0.1:{port + 1000}",
                $"advertised.listeners=PLAINTEXT://127.0.0.1:{port},FAR://127.0.0.1:{proxy.Port}",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,FAR:PLAINTEXT,CONTROLLER:PLAINTEXT",
            ];
        });
        return (new OwnKafka(part), proxy!);
    }

    /// <inheritdoc />
    public Task CreateTopicAsync(string topic, int partitions, Dictionary<string, string>? settings = null)
        => new RealKafka(BootstrapServers, Kind).CreateTopicAsync(topic, partitions, settings);

    /// <summary>Ends it as a crash does.</summary>
    public Task KillAsync() => _part.RunAsync("kill");

    /// <summary>Starts it on the same data and port.</summary>
    public Task StartAgainAsync() => _part.RunAsync("start");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _part.DisposeAsync();
}
