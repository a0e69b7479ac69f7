using System.Runtime.InteropServices;
using System.Text;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>The functions of <c>rdkafka_mock.h</c> that the demo and the tests call.</summary>
internal static class MockLibrary
{
    private const string Library = "librdkafka";
    private const int Producer = 0;

    /// <summary>Makes the client that drives a mock cluster.</summary>
    /// <exception cref="PrivateServerException">librdkafka refused.</exception>
    public static MockHandle CreateClient()
    {
        // Loads librdkafka by Confluent's own rules first, which know the variants for other C libraries.
        _ = Confluent.Kafka.Library.Version;
        var reason = new byte[512];
        var configuration = NewConfiguration();

        // It has nobody to connect to, and says so on the terminal unless it is told to be quiet.
        _ = SetProperty(configuration, "log_level", "0", reason, (nuint)reason.Length);
        var client = MockHandle.Own(NewClient(Producer, configuration, reason, (nuint)reason.Length));
        return client.IsInvalid
            ? throw new PrivateServerException($"librdkafka could not start: {Encoding.UTF8.GetString(reason).TrimEnd('\0')}")
            : client;
    }

    [DllImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static extern nint NewConfiguration();

    [DllImport(Library, EntryPoint = "rd_kafka_conf_set", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetProperty(nint configuration, string name, string value, byte[] reason, nuint reasonSize);

    [DllImport(Library, EntryPoint = "rd_kafka_conf_set", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Set(nint configuration, string name, string value, byte[] reason, nuint reasonSize);

    [DllImport(Library, EntryPoint = "rd_kafka_new")]
    private static extern nint NewClient(int type, nint configuration, byte[] reason, nuint reasonSize);

    [DllImport(Library, EntryPoint = "rd_kafka_destroy")]
    internal static extern void DestroyClient(nint client);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    internal static extern nint NewCluster(MockHandle client, int brokers);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    internal static extern void DestroyCluster(nint cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    internal static extern nint Bootstraps(nint cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    internal static extern void InitialRebalanceDelay(nint cluster, int milliseconds);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_topic_create", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    internal static extern int CreateTopic(nint cluster, string topic, int partitions, int replicas);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_partition_set_leader", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    internal static extern int PartitionLeader(nint cluster, string topic, int partition, int broker);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    internal static extern int BrokerDown(nint cluster, int broker);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    internal static extern int BrokerUp(nint cluster, int broker);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    internal static extern int RoundTrip(nint cluster, int broker, int milliseconds);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    internal static extern void PushErrors(nint cluster, short apiKey, nuint count, int[] errors);
}
