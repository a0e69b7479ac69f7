using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Workload;
using Npgsql;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>The Debezium JDBC sink in a Kafka Connect worker of a parts folder.</summary>
internal sealed class DebeziumSink : IRunningSink
{
    // The shell outlives us if we are killed: its input closes, and it stops the worker and removes its files.
    private const string Guard = """
        "$1" start --bootstrap "$2" --port "$3" --dir "$4" "$5" >"$4/start.log" 2>&1 || { cat "$4/start.log"; exit 1; }
        echo "pid $("$1" pid --dir "$4")"
        read -r word
        "$1" stop --dir "$4"
        rm -rf "$4"
        """;

    private readonly Process _guard;

    private DebeziumSink(Process guard, int id) => (_guard, Id) = (guard, id);

    /// <inheritdoc />
    public int Id { get; }

    /// <summary>What the machine lacks to run it, or null when it has all.</summary>
    public static string? Missing()
        => Environment.GetEnvironmentVariable("CDC_PARTS") is not { Length: > 0 } parts ? "CDC_PARTS names no folder with connect/connect.sh and kafka/kafka.sh"
            : !File.Exists(Script(parts)) ? $"{Script(parts)} does not exist"
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').All(directory => !File.Exists(Path.Combine(directory, "java"))) ? "there is no Java"
            : null;

    /// <summary>Starts a worker with one connector and one task.</summary>
    /// <param name="bench">Servers.</param>
    /// <param name="name">Name of connector and consumer group.</param>
    /// <param name="topic">Topic to read.</param>
    /// <param name="isBest">Its best settings instead of its defaults.</param>
    public static async Task<IRunningSink> StartAsync(BenchContext bench, string name, string topic, bool isBest)
    {
        var directory = Directory.CreateTempSubdirectory("cdc-peer-").FullName;
        var settings = Path.Combine(directory, "sink.properties");
        await File.WriteAllLinesAsync(settings, Settings(bench, name, topic, isBest));
        var guard = Process.Start(new ProcessStartInfo(
            "/bin/bash",
            ["-c", Guard, "bash", Script(Environment.GetEnvironmentVariable("CDC_PARTS")!), bench.Kafka.BootstrapServers, $"{FreePort()}", directory, settings])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = new List<string>();
        while (await guard.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("pid ", StringComparison.Ordinal))
            {
                return new DebeziumSink(guard, int.Parse(line[4..], CultureInfo.InvariantCulture));
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"The Debezium JDBC sink did not start: {string.Join('\n', said.TakeLast(20))}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static IEnumerable<string> Settings(BenchContext bench, string name, string topic, bool isBest)
    {
        var database = new NpgsqlConnectionStringBuilder(bench.ConnectionString);
        const string Converter = "org.apache.kafka.connect.json.JsonConverter";
        return
        [
            $"name={name}",
            "connector.class=io.debezium.connector.jdbc.JdbcSinkConnector",
            "tasks.max=1",
            $"topics={topic}",
            $"connection.url=jdbc:postgresql://{database.Host}:{database.Port}/{database.Database}{(isBest ? "?reWriteBatchedInserts=true" : "")}",
            $"connection.username={database.Username}",
            $"connection.password={database.Password}",
            "insert.mode=upsert",
            "primary.key.mode=record_key",
            "delete.enabled=true",
            "schema.evolution=none",
            $"collection.name.format={PeerWorkload.Table}",
            $"key.converter={Converter}",
            $"value.converter={Converter}",
            $"key.converter.schema.content={ConnectSchema.Key}",
            $"value.converter.schema.content={ConnectSchema.Of(PeerWorkload.Form, "item")}",
            "consumer.override.auto.offset.reset=earliest",
            .. isBest
                ? ["batch.size=5000", "use.reduction.buffer=true", "consumer.override.max.poll.records=5000", "consumer.override.fetch.min.bytes=1048576"]
                : Array.Empty<string>(),
        ];
    }

    private static string Script(string parts) => Path.Combine(Path.GetFullPath(parts), "connect", "connect.sh");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
