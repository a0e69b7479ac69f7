using System.Text.Json;
using CdcFunctions.EndToEnd.Host;
using CdcFunctions.Support.Processes;

namespace CdcFunctions.EndToEnd.Demo;

public sealed class DemoTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task The_demo_ends_with_exactly_the_expected_rows()
    {
        await using var demo = HostProcess.Start(["demo", "--json"]);

        var code = await demo.WaitForExitAsync(Longest);
        Skip.If(demo.Output.Any(line => line.Contains("are not installed here", StringComparison.Ordinal)), "no PostgreSQL server programs");

        var report = JsonSerializer.Deserialize<JsonElement>(string.Concat(demo.Output.SkipWhile(line => !line.StartsWith('{'))));
        Assert.True(code == 0 && report.GetProperty("ok").GetBoolean(), report.ToString());
        Assert.All(report.GetProperty("tables").EnumerateArray(), table => Assert.True(table.GetProperty("equalsExpected").GetBoolean(), table.ToString()));
        Assert.All(report.GetProperty("tables").EnumerateArray(), table => Assert.True(table.GetProperty("eventsIn").GetInt64() > 0, table.ToString()));
    }

    [SkippableFact]
    public async Task Kept_running_it_says_how_to_look_around_and_ends_on_a_signal()
    {
        await using var demo = HostProcess.Start(["demo", "--keep"]);

        await demo.WaitForLineAsync(line => line.Contains("psql -h", StringComparison.Ordinal) || line.Contains("are not installed here", StringComparison.Ordinal), Longest);
        Skip.If(demo.Output.Any(line => line.Contains("are not installed here", StringComparison.Ordinal)), "no PostgreSQL server programs");
        var ready = await demo.WaitForLineAsync(line => line.Contains("healthz/ready", StringComparison.Ordinal), Longest);
        using var client = new HttpClient();
        await Until.TrueAsync(
            async () => (await client.GetAsync(new Uri(ready.Trim()))).IsSuccessStatusCode, Longest, () => $"a ready host. It said: {string.Join('\n', demo.Output.TakeLast(20))}");

        demo.Terminate();
        Assert.Equal(0, await demo.WaitForExitAsync(Longest));
    }
}
