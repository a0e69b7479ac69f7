using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Timers;
using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace CdcFunctions.Unit.Web;

public sealed class HostWebTests : IAsyncLifetime, IHealthPart, IDisposable
{
    private readonly ITimerListeners _timers = Substitute.For<ITimerListeners>();
    private readonly IKafkaListeners _kafka = Substitute.For<IKafkaListeners>();
    private readonly HostWeb _web;
    private readonly HttpClient _client = new();
    private HealthReport _report = HealthReport.Well("kafka", "4 partitions");

    public HostWebTests()
    {
        var catalog = new FunctionCatalog { KafkaTriggers = [], TimerTriggers = [], Disabled = [new("Off", "no topics")], IgnoredSettings = [] };
        _kafka.Snapshots().Returns([]);
        _timers.Snapshots().Returns([new TimerSnapshot { Function = "Sweep", Schedule = "0 0 3 * * *" }]);
        _web = new HostWeb(
            new HostOptions { Listen = "127.0.0.1:0" }, [new HealthEndpoints([this]), new AdminEndpoints(catalog, _kafka, _timers)],
            NullLoggerFactory.Instance, NullLogger<HostWeb>.Instance);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("ready")]
    public async Task A_healthy_host_answers_ok(string kind)
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/healthz/{kind}");

        Assert.Equal("ok", answer.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_unready_part_is_named_with_what_to_do()
    {
        _report = HealthReport.NotReady("kafka", "No broker of b:9092 answers");

        var response = await _client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var part = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parts")[0];
        Assert.Equal("kafka", part.GetProperty("name").GetString());
        Assert.Contains("b:9092", part.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri("/healthz/live", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_dead_part_asks_for_a_restart()
    {
        _report = new HealthReport("kafka", IsLive: false, IsReady: false, "silent");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.GetAsync(new Uri("/healthz/live", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Functions_are_listed()
    {
        var functions = await _client.GetFromJsonAsync<JsonElement>("/admin/functions");

        Assert.Equal(["Off", "Sweep"], functions.EnumerateArray().Select(f => f.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(TimerRun.Succeeded, HttpStatusCode.OK)]
    [InlineData(TimerRun.Failed, HttpStatusCode.InternalServerError)]
    [InlineData(TimerRun.AlreadyRunning, HttpStatusCode.Conflict)]
    [InlineData(null, HttpStatusCode.NotFound)]
    public async Task A_timer_function_runs_on_demand(TimerRun? run, HttpStatusCode expected)
    {
        _timers.RunNowAsync("Sweep", Arg.Any<CancellationToken>()).Returns(run);

        Assert.Equal(expected, (await _client.PostAsync(new Uri("/admin/functions/Sweep", UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task A_taken_port_is_a_fault_with_a_remedy()
    {
        await using var second = new HostWeb(new HostOptions { Listen = $"127.0.0.1:{_web.Address!.Port}" }, [], NullLoggerFactory.Instance, NullLogger<HostWeb>.Instance);

        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => second.StartAsync(CancellationToken.None));

        Assert.Contains("Choose another port", fault.Message, StringComparison.Ordinal);
    }

    public IEnumerable<HealthReport> Report() => [_report];

    public async Task InitializeAsync()
    {
        await _web.StartAsync(CancellationToken.None);
        _client.BaseAddress = _web.Address;
    }

    public void Dispose() => _client.Dispose();

    public async Task DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
    }
}
