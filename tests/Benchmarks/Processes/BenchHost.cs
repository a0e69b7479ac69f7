using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Processes;

namespace CdcFunctions.Benchmarks.Processes;

/// <summary>The built <c>cdc run</c> as a child process, as a user runs it: what is measured is this process, not the benchmark's.</summary>
internal sealed class BenchHost : IRunningSink
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly HostProcess _process;
    private readonly string _configuration;
    private readonly BenchContext _bench;
    private readonly string _group;

    private BenchHost(HostProcess process, string configuration, BenchContext bench, string group, Uri address)
        => (_process, _configuration, _bench, _group, Address) = (process, configuration, bench, group, address);

    /// <inheritdoc />
    public int Id => _process.Id;

    /// <summary>Its web server.</summary>
    public Uri Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="bench">Servers to use.</param>
    /// <param name="group">Consumer group.</param>
    /// <param name="sources">What to consume; see <see cref="BenchSource"/>.</param>
    public static BenchHost Start(BenchContext bench, string group, params IEnumerable<SourceOptions> sources)
    {
        var file = Path.Combine(Path.GetTempPath(), $"cdc-bench-{Environment.ProcessId}-{group}.yaml");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        File.WriteAllText(file, Configuration(bench, group, address, sources));
        var process = HostProcess.Start(["run", "--config", file, "--log-level", "warning"]);
        return new BenchHost(process, file, bench, group, address);
    }

    /// <summary>Waits until so many records of the group are committed, and returns how many are.</summary>
    public async Task<long> CommittedAsync(long records)
    {
        var committed = 0L;
        await Wait.ForAsync(async () => (committed = await CommittedAsync()) >= records || !_process.IsRunning, TimeSpan.FromMilliseconds(5));
        return _process.IsRunning ? committed : throw new InvalidOperationException($"cdc has ended: {string.Join('\n', _process.Output.TakeLast(20))}");
    }

    /// <summary>Records of the group that are committed.</summary>
    public async Task<long> CommittedAsync()
        => await _bench.ScalarAsync<bool>("select to_regclass('cdc.checkpoint') is not null")
            ? (long)await _bench.ScalarAsync<decimal>($"select coalesce(sum(next_offset), 0) from cdc.checkpoint where consumer_group = '{_group}'")
            : 0;

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Terminate();
        var code = await _process.WaitForExitAsync(Longest);
        await _process.DisposeAsync();
        File.Delete(_configuration);
        if (code != 0 || _process.Output.Count > 0)
        {
            Console.Error.WriteLine($"cdc ended with exit code {code}. {string.Join('\n', _process.Output.TakeLast(20))}");
        }
    }

    private static string Configuration(BenchContext bench, string group, Uri address, IEnumerable<SourceOptions> sources)
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"""
             postgres:
               connectionString: {bench.ConnectionString}
             kafka:
               brokers: {bench.Kafka.BootstrapServers}
               consumerGroup: {group}
             host:
               listen: {address.Authority}
             sources:

             """);
        foreach (var source in sources)
        {
            var types = source.Tables["*"].SourceTypes.Select(type => $"          {type.Key}: {type.Value}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                   - name: {source.Name}
                     dialect: {source.Dialect.ToString().ToLowerInvariant()}
                     topics: [{string.Join(", ", source.Topics)}]
                     schema: bench
                     connector: {"{"} decimalHandlingMode: string {"}"}
                     tables:
                       "*":
                         sourceTypes:
                 {string.Join('\n', types)}

                 """);
        }

        return text.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
