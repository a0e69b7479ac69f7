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

    /// <inheritdoc />
    public Task CreateTopicAsync(string topic, int partitions) => new RealKafka(BootstrapServers, Kind).CreateTopicAsync(topic, partitions);

    /// <summary>Ends it as a crash does.</summary>
    public Task KillAsync() => _part.RunAsync("kill");

    /// <summary>Starts it on the same data and port.</summary>
    public Task StartAgainAsync() => _part.RunAsync("start");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _part.DisposeAsync();
}
