using System.Net;
using CdcFunctions.EndToEnd.Host;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Network;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;
using Npgsql;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Network;

/// <summary>A network that fails in five ways under load, between the host and each of its servers. The host goes on by itself, loses nothing and applies nothing twice.</summary>
/// <remarks>With CDC_SOAK=1 every kind comes twenty times, against the product's own timeouts; else once, against shorter ones.</remarks>
public sealed class NetworkFaultTests(ITestOutputHelper output)
{
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    [SkippableFact]
    public async Task Between_host_and_PostgreSQL_nothing_is_lost_and_nothing_applied_twice()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, settings.Port), TimeSpan.Zero, TimeProvider.System);
        await using var rig = await HostRig.NewAsync(await TestKafka.BestAsync(), database.ConnectionString);
        (settings.Host, settings.Port) = ("127.0.0.1", proxy.Port);
        rig.WarehouseOfHosts = settings.ConnectionString;
        rig.CommandTimeout = TimeSpan.FromSeconds(IsSoak ? 30 : 2);

        await OutlastAsync(rig, proxy, "PostgreSQL");
    }

    [SkippableFact]
    public async Task Between_host_and_broker_nothing_is_lost_and_nothing_applied_twice()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var (kafka, proxy) = await OwnKafka.StartBehindProxyAsync();
        await using var broker = kafka;
        await using var network = proxy;
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString, properties: IsSoak ? [] : ["socket.timeout.ms: 4000"]);
        rig.BrokersOfHosts = $"127.0.0.1:{proxy.Port}";

        await OutlastAsync(rig, proxy, "the broker");
    }

    private async Task OutlastAsync(HostRig rig, FaultProxy proxy, string server)
    {
        var host = rig.Start();
        rig.Feed.Begin(perSecond: 200);
        await rig.WaitForProgressAsync(400, host);
        var recoveries = new Dictionary<NetworkFault, List<TimeSpan>>();
        foreach (var fault in Enumerable.Range(0, IsSoak ? 20 : 1).SelectMany(_ => Enum.GetValues<NetworkFault>()))
        {
            proxy.Begin(fault);
            await Task.Delay(TimeSpan.FromSeconds(IsSoak ? 5 : 1.5), TimeProvider.System);
            proxy.End();
            (recoveries.TryGetValue(fault, out var known) ? known : recoveries[fault] = []).Add(await CatchUpAsync(rig, host, fault));
        }

        foreach (var (fault, times) in recoveries)
        {
            times.Sort();
            output.WriteLine($"{fault} between host and {server}: {times.Count} times, caught up after {times[times.Count / 2].TotalSeconds:F1} s (median), {times[^1].TotalSeconds:F1} s (longest)");
        }

        await rig.WaitUntilAllAppliedAsync(host);
        await rig.AssertAppliedOnceAsync();
    }

    // From the end of the fault until everything is applied that was sent by then.
    private static async Task<TimeSpan> CatchUpAsync(HostRig rig, HostProcess host, NetworkFault fault)
    {
        var (end, sent) = (TimeProvider.System.GetTimestamp(), rig.Feed.Count);
        await Until.TrueAsync(async () => await rig.AppliedAsync() >= sent, HostRig.Patience, () => $"{sent} applied events after {fault}. The host said: {string.Join('\n', host.Output.TakeLast(40))}");
        return TimeProvider.System.GetElapsedTime(end);
    }
}
