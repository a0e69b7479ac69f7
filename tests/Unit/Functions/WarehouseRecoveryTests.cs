using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Resilience;
using CdcFunctions.Postgres.Apply.Outages;
using CdcFunctions.Unit.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Polly.CircuitBreaker;

namespace CdcFunctions.Unit.Functions;

public sealed class WarehouseRecoveryTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly WarehouseRecovery _recovery;

    public WarehouseRecoveryTests() => _recovery = new WarehouseRecovery(new ServiceCollection().BuildServiceProvider(), _time, NullLogger<WarehouseRecovery>.Instance);

    [Fact]
    public async Task While_postgresql_is_away_the_host_is_not_ready_and_its_return_is_told()
    {
        Assert.True(_recovery.Report().Single().IsReady);

        Assert.True(_recovery.IsWatched(new NpgsqlException("Failed to connect to 127.0.0.1:5432"), out var recovered));
        var report = _recovery.Report().Single();
        Assert.False(report.IsReady);
        Assert.True(report.IsLive);
        Assert.Contains("127.0.0.1:5432", report.Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => _time.Waiting > 0, "it waits to ask");
        Assert.False(recovered.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        await recovered;
        Assert.True(_recovery.Report().Single().IsReady);
    }

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("57P03", true)]
    [InlineData("08006", true)]
    [InlineData("40001", false)]
    [InlineData("53100", true)]
    [InlineData("25006", true)]
    [InlineData("42501", false)]
    [InlineData("23505", false)]
    public void Only_an_outage_is_watched(string sqlState, bool isWatched)
        => Assert.Equal(isWatched, _recovery.IsWatched(new PostgresException("no", "ERROR", "ERROR", sqlState), out _));

    [Fact]
    public async Task What_only_a_batch_can_end_wakes_one_probe_after_the_breakers_pause_and_stays_unready_until_a_batch_succeeds()
    {
        var gate = new WarehouseGate(new BreakerOptions(), _time);
        using var recovery = new WarehouseRecovery(new ServiceCollection().AddSingleton(gate).BuildServiceProvider(), _time, NullLogger<WarehouseRecovery>.Instance);
        var full = new PostgresException("could not extend file", "ERROR", "ERROR", "53100");
        var waits = new List<Task>();
        for (var lane = 0; lane < 5; lane++)
        {
            await Assert.ThrowsAsync<PostgresException>(() => gate.RunAsync(_ => throw full, CancellationToken.None));
            Assert.True(recovery.IsWatched(full, out var wait));
            waits.Add(wait);
        }

        var refused = await Assert.ThrowsAsync<BrokenCircuitException>(() => gate.RunAsync(_ => throw new InvalidOperationException("It ran."), CancellationToken.None));
        Assert.True(recovery.IsWatched(refused, out _));
        Assert.Contains("Free or add space", recovery.Report().Single().Message, StringComparison.Ordinal);

        await AdvanceAsync(59);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        await AdvanceAsync(2);
        await Task.WhenAll(waits);
        Assert.False(recovery.Report().Single().IsReady);

        await gate.RunAsync(_ => Task.CompletedTask, CancellationToken.None);
        Assert.True(recovery.Report().Single().IsReady);
    }

    [Fact]
    public async Task A_sign_of_life_closes_the_breaker_before_its_pause_is_over()
    {
        var gate = new WarehouseGate(new BreakerOptions(), _time);
        using var recovery = new WarehouseRecovery(new ServiceCollection().AddSingleton(gate).BuildServiceProvider(), _time, NullLogger<WarehouseRecovery>.Instance);
        var away = new NpgsqlException("Failed to connect");
        for (var lane = 0; lane < 5; lane++)
        {
            await Assert.ThrowsAsync<NpgsqlException>(() => gate.RunAsync(_ => throw away, CancellationToken.None));
        }

        Assert.True(recovery.IsWatched(away, out var recovered));
        Assert.Equal(BreakerPhase.Open, gate.Breaker.Phase);
        await AdvanceAsync(1);
        await recovered;

        Assert.Equal(BreakerPhase.Closed, gate.Breaker.Phase);
    }

    [Fact]
    public void Other_failures_are_not_watched() => Assert.False(_recovery.IsWatched(new InvalidOperationException("no"), out _));

    public void Dispose() => _recovery.Dispose();

    private async Task AdvanceAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Eventually.TrueAsync(() => _time.Waiting > 0, "it waits to ask");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
