using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>A Kafka cluster inside this process: librdkafka's own mock, which speaks the real protocol on loopback.</summary>
/// <remarks>
/// For demos and tests. It knows produce, fetch, groups, offsets and transactions, but no admin requests: topics appear on first
/// use. A partition keeps at most 5 MiB or 100,000 message sets and drops the oldest beyond, even unread. Nothing is on disk.
/// When members of a group join at once, it may refuse one's first SyncGroup; the group then settles only after the session timeout
/// less a second, so give consumers a short one.
/// </remarks>
public sealed class EmbeddedBroker : IDisposable
{
    /// <summary>Partitions of a topic that appears on first use; set by librdkafka.</summary>
    public const int DefaultPartitions = 4;

    private const int TopicExists = 36;

    // How long a new group waits for more members. Kafka's three seconds would be most of a demo.
    private static readonly TimeSpan FirstJoin = TimeSpan.FromMilliseconds(300);

    private readonly MockHandle _client;
    private readonly nint _cluster;

    /// <summary>Starts a cluster.</summary>
    /// <param name="brokers">Number of brokers.</param>
    /// <exception cref="PrivateServerException">librdkafka refused.</exception>
    public EmbeddedBroker(int brokers = 1)
    {
        _client = MockLibrary.CreateClient();
        _cluster = MockLibrary.NewCluster(_client, brokers);
        if (_cluster == 0)
        {
            _client.Dispose();
            throw new PrivateServerException("librdkafka could not start its mock cluster. Check that this process may open sockets on loopback.");
        }

        MockLibrary.InitialRebalanceDelay(_cluster, (int)FirstJoin.TotalMilliseconds);
        BootstrapServers = Marshal.PtrToStringUTF8(MockLibrary.Bootstraps(_cluster))!;
    }

    /// <summary>Address for any Kafka client on this machine.</summary>
    public string BootstrapServers { get; }

    /// <summary>Creates a topic with a number of partitions of its own; one that exists stays as it is.</summary>
    public void CreateTopic(string topic, int partitions)
    {
        var error = MockLibrary.CreateTopic(_cluster, topic, partitions, 1);
        Check(error == TopicExists ? 0 : error);
    }

    /// <summary>Stops or starts a broker: connections to it are refused while it is down.</summary>
    /// <param name="broker">Number from 1.</param>
    /// <param name="isUp">True to start.</param>
    public void SetBroker(int broker, bool isUp)
        => Check(isUp ? MockLibrary.BrokerUp(_cluster, broker) : MockLibrary.BrokerDown(_cluster, broker));

    /// <summary>Adds this delay to every answer of a broker.</summary>
    public void SetRoundTrip(int broker, TimeSpan delay) => Check(MockLibrary.RoundTrip(_cluster, broker, (int)delay.TotalMilliseconds));

    /// <summary>Moves a partition to another leader; -1 leaves it without one.</summary>
    public void SetLeader(string topic, int partition, int broker) => Check(MockLibrary.PartitionLeader(_cluster, topic, partition, broker));

    /// <summary>The next requests of a kind are answered with these errors, one each.</summary>
    /// <param name="apiKey">Kafka's number of the request (8 = OffsetCommit, 1 = Fetch, 11 = JoinGroup, 12 = Heartbeat).</param>
    /// <param name="errors">Kafka's error codes (22 = ILLEGAL_GENERATION, 27 = REBALANCE_IN_PROGRESS, 16 = NOT_COORDINATOR).</param>
    public void FailNext(short apiKey, params int[] errors) => MockLibrary.PushErrors(_cluster, apiKey, (nuint)errors.Length, errors);

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_client.IsClosed)
        {
            MockLibrary.DestroyCluster(_cluster);
            _client.Dispose();
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error, $"librdkafka's mock cluster refused: error {error}.");
        }
    }
}
