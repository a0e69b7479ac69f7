using CdcFunctions.Host.Demo.Servers;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class PostgresHangTests(ITestOutputHelper output) : PostgresOutageTests(output)
{
    [SkippableFact]
    public Task A_PostgreSQL_that_hangs_moves_no_partition_and_nothing_is_applied_twice()
        => OutlastAsync(Done(postgres => postgres.Pause()), Done(postgres => postgres.Resume()));

    private static Func<PrivatePostgres, Task> Done(Action<PrivatePostgres> action) => postgres =>
    {
        action(postgres);
        return Task.CompletedTask;
    };
}
