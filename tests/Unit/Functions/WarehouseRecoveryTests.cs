using CdcFunctions.Host.Functions;
using CdcFunctions.Unit.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

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
    [InlineData("53100", false)]
    [InlineData("23505", false)]
    public void Only_an_outage_is_watched(string sqlState, bool isWatched)
        => Assert.Equal(isWatched, _recovery.IsWatched(new PostgresException("no", "ERROR", "ERROR", sqlState), out _));

    [Fact]
    public void Other_failures_are_not_watched() => Assert.False(_recovery.IsWatched(new InvalidOperationException("no"), out _));

    public void Dispose() => _recovery.Dispose();
}
