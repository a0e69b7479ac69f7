using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class PostgresCrashTests(ITestOutputHelper output) : PostgresOutageTests(output)
{
    [SkippableFact]
    public Task A_crash_of_PostgreSQL_moves_no_partition_and_loses_nothing()
        => OutlastAsync(postgres => postgres.KillAsync(CancellationToken.None), postgres => postgres.StartAsync(CancellationToken.None));
}
