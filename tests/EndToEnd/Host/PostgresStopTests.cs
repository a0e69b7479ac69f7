using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class PostgresStopTests(ITestOutputHelper output) : PostgresOutageTests(output)
{
    [SkippableFact]
    public Task A_stop_of_PostgreSQL_moves_no_partition_and_loses_nothing()
        => OutlastAsync(postgres => postgres.StopAsync(CancellationToken.None), postgres => postgres.StartAsync(CancellationToken.None));
}
