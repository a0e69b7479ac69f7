using CdcFunctions.Support.Processes;

namespace CdcFunctions.EndToEnd.Commands;

/// <summary>Runs <c>cdc</c> as a new user would: a configuration file, a few records, and a look at what it says.</summary>
internal sealed class CommandScene : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cdc-commands-");

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A configuration with one ScyllaDB source for topics <c>scy.shop.*</c>.</summary>
    public string Configuration(string connectionString, string more = "") => Write(
        "cdc.yaml",
        $"""
        postgres:
          connectionString: {connectionString}
        kafka:
          brokers: 127.0.0.1:1
        sources:
          - name: shop
            dialect: scylla
            topics: ^scy[.]shop[.].*
        {more}
        """);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var process = HostProcess.Start(arguments);
        var code = await process.WaitForExitAsync(Longest);
        return (code, string.Join('\n', process.Output));
    }

    /// <summary>A record of table <c>orders</c> as <c>kcat -J</c> prints it.</summary>
    public static string Order(long offset, string payload, string topic = "scy.shop.orders")
        => $$"""{"topic":"{{topic}}","partition":0,"offset":{{offset}},"tstype":"create","ts":1795244414906,"key":"{\"id\":{{offset}}}","payload":{{System.Text.Json.JsonSerializer.Serialize(payload)}}}""";

    /// <summary>A good event.</summary>
    public static string Event(long id)
        => $$"""{"source":{"connector":"scylla","name":"scy","ts_ms":1795161601000,"ts_us":17951616010{{id:00000}},"keyspace_name":"shop","table_name":"orders"},"before":null,"after":{"id":{{id}},"note":"n"},"key":{"id":{{id}}},"op":"c","ts_ms":1795161601000}""";

    /// <inheritdoc />
    public void Dispose() => _directory.Delete(recursive: true);
}
