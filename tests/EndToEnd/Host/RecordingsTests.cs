using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;
using CdcFunctions.Support.Recordings;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>What the connectors really wrote, from a broker through <c>cdc run</c> into tables.</summary>
public sealed class RecordingsTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("sqlserver/crud-schemas")]
    [InlineData("scylla/types-advanced")]
    [InlineData("cassandra/partial-updates")]
    public async Task A_recording_of_each_source_ends_with_exactly_the_expected_rows(string name)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        // A broker of its own: the recordings of one connector share their topics' names.
        using var kafka = TestKafka.StartMock();
        var recording = new Recording(name);
        var source = RecordingOptions.Source(recording, "target");
        var ends = await ProduceAsync(kafka, recording, new SourceRouter([source]));
        var configuration = Path.GetTempFileName();
        await File.WriteAllTextAsync(configuration, Configuration(kafka, database, source));

        await using var host = HostProcess.Start(["run", "--config", configuration]);
        await Until.TrueAsync(
            () => database.ScalarAsync<bool>($"select coalesce(sum(next_offset), 0) >= {ends} from cdc.checkpoint"),
            HostRig.Patience,
            () => $"{ends} applied events. The host said: {string.Join('\n', host.Output.TakeLast(40))}");

        var tables = await new RowComparison(database.Warehouse, "target").CompareAsync(recording.Expected, null, CancellationToken.None);
        output.WriteLine($"{kafka.Kind}: {ends} events. {string.Join("; ", tables)}");
        Assert.Empty(tables.SelectMany(table => table.Differences));
        Assert.InRange(await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"), 0, tables.Sum(table => table.NotStorable));
        host.Terminate();
        Assert.Equal(0, await host.WaitForExitAsync(HostRig.Patience));
        File.Delete(configuration);
    }

    // Returns how many records are to be applied; the schema topic's are read beside.
    private static async Task<long> ProduceAsync(ITestKafka kafka, Recording recording, SourceRouter router)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in recording.ReadAsync())
        {
            if (router.Find(record.Topic) is not null)
            {
                records.Add(record);
            }
        }

        foreach (var topic in records.GroupBy(record => record.Topic, StringComparer.Ordinal))
        {
            await kafka.CreateTopicAsync(topic.Key, topic.Max(record => record.Partition) + 1);
        }

        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, EnableIdempotence = true }).Build();
        await Task.WhenAll(records.ConvertAll(record => producer.ProduceAsync(new TopicPartition(record.Topic, record.Partition), Message(record))));
        return records.Count;
    }

    private static Message<byte[]?, byte[]?> Message(SourceRecord record)
    {
        var message = new Message<byte[]?, byte[]?> { Key = record.Key.ToArray(), Value = record.Value.ToArray(), Timestamp = new Timestamp(record.TimestampMs, TimestampType.CreateTime), Headers = [] };
        foreach (var header in record.Headers ?? [])
        {
            message.Headers.Add(header.Name, header.Value);
        }

        return message;
    }

    // JSON is YAML.
    private static string Configuration(ITestKafka kafka, TestDatabase database, SourceOptions source) => JsonSerializer.Serialize(new
    {
        postgres = new { connectionString = database.ConnectionString },
        kafka = new { brokers = kafka.BootstrapServers, consumerGroup = $"e2e-{Guid.NewGuid():N}" },
        host = new { listen = "127.0.0.1:0" },
        sources = new[] { Source(source) },
    });

    private static Dictionary<string, object> Source(SourceOptions source)
    {
        var written = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["name"] = source.Name,
            ["dialect"] = source.Dialect.ToString().ToLowerInvariant(),
            ["topics"] = source.Topics,
            ["schema"] = source.Schema!,
            ["tables"] = source.Tables.ToDictionary(table => table.Key, table => new { sourceTypes = table.Value.SourceTypes }, StringComparer.Ordinal),
        };
        if (source.SchemaTopic is { } schemaTopic)
        {
            written["schemaTopic"] = schemaTopic;
        }

        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["decimalHandlingMode"] = source.Connector.DecimalHandlingMode,
            ["timePrecisionMode"] = source.Connector.TimePrecisionMode,
            ["binaryHandlingMode"] = source.Connector.BinaryHandlingMode,
            ["varintHandlingMode"] = source.Connector.VarintHandlingMode,
        };
        written["connector"] = settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.Ordinal);
        return written;
    }
}
