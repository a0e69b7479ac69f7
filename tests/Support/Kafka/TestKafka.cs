namespace CdcFunctions.Support.Kafka;

/// <summary>Which Kafka a test runs against: <c>CDC_TEST_KAFKA</c>, else a broker from <c>CDC_PARTS</c>, else the mock cluster.</summary>
public static class TestKafka
{
    private static readonly Lazy<Task<RealKafka?>> Real = new(StartAsync);
    private static readonly Lazy<MockKafka> Mock = new(() => new MockKafka());
    private static KafkaPart? _part; // held for the life of the process

    /// <summary>The best this machine has.</summary>
    public static async Task<ITestKafka> BestAsync() => await Real.Value is { } real ? real : Mock.Value;

    /// <summary>A mock cluster that a test has for itself.</summary>
    public static MockKafka StartMock() => new();

    /// <summary>A real broker.</summary>
    /// <exception cref="SkipException">The machine has none.</exception>
    public static async Task<RealKafka> RequireRealAsync()
        => await Real.Value ?? throw new SkipException("no real Kafka: set CDC_TEST_KAFKA to a broker, or CDC_PARTS to a folder with kafka/kafka.sh");

    private static async Task<RealKafka?> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("CDC_TEST_KAFKA") is { Length: > 0 } given)
        {
            return new RealKafka(given, "the broker of CDC_TEST_KAFKA");
        }

        if (Environment.GetEnvironmentVariable("CDC_PARTS") is not { Length: > 0 } parts || !KafkaPart.IsHere(parts))
        {
            return null;
        }

        _part = await KafkaPart.StartAsync(parts);
        return new RealKafka(_part.Address, "Apache Kafka of CDC_PARTS");
    }
}
