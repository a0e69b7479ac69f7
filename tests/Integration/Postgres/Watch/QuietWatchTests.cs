using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Watch;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Support;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace CdcFunctions.Integration.Postgres.Watch;

public sealed class QuietWatchTests : IAsyncDisposable
{
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());
    private readonly ILogger<QuietWatch> _logger = Substitute.For<ILogger<QuietWatch>>();
    private TestDatabase? _database;

    [SkippableFact]
    public async Task A_topic_that_stops_is_reported_once_and_settled_when_it_goes_on()
    {
        var watch = await PrepareAsync();
        await _database!.ExecuteAsync("insert into cdc.checkpoint (consumer_group, topic, partition, epoch, next_offset, owner) values ('cdcfunctions', 'shop.orders', 0, 1, 0, 'w'), ('cdcfunctions', 'shop.orders', 1, 1, 0, 'w')");
        for (var quarter = 0; quarter < 16; quarter++)
        {
            await _database.ExecuteAsync("update cdc.checkpoint set next_offset = next_offset + 50");
            Assert.Equal(0, await watch.RunAsync(CancellationToken.None));
            _time.Advance(TimeSpan.FromMinutes(15));
        }

        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await watch.RunAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await watch.RunAsync(CancellationToken.None));
        Assert.Equal("quiet-topic shop.orders", await _database.ScalarAsync<string>("select kind || ' ' || subject from cdc.finding"));

        await _database.ExecuteAsync("update cdc.checkpoint set next_offset = next_offset + 50");
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await watch.RunAsync(CancellationToken.None));
        Assert.Equal(0, await _database.ScalarAsync<long>("select count(*) from cdc.finding"));
        Assert.Equal([4401, 4402], Logged());
    }

    [SkippableFact]
    public async Task Old_dead_letters_that_nobody_settled_are_reported_by_table()
    {
        var watch = await PrepareAsync();
        await _database!.ExecuteAsync("""
            insert into cdc.dead_letter (consumer_group, topic, partition, record_offset, target_table, reason, message, remedy, status, created_at)
            values ('g', 't', 0, 1, 'shop.orders', 'r', 'm', 'y', 'pending', now() - interval '2 days'), ('g', 't', 0, 2, 'shop.orders', 'r', 'm', 'y', 'failed-again', now() - interval '2 days'),
                ('g', 't', 0, 3, 'shop.users', 'r', 'm', 'y', 'pending', now()), ('g', 't', 0, 4, 'shop.users', 'r', 'm', 'y', 'replayed', now() - interval '2 days')
            """);

        Assert.Equal(1, await watch.RunAsync(CancellationToken.None));

        Assert.StartsWith("old-dead-letters shop.orders: 2 dead letters", await _database.ScalarAsync<string>("select kind || ' ' || subject || ': ' || detail from cdc.finding"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Migrations_that_nobody_ran_are_reported()
    {
        var watch = await PrepareAsync();
        await _database!.ExecuteAsync("""
            create table if not exists cdc.migration_task (id bigint generated always as identity primary key, target_table text not null, kind text not null,
                detail text not null, statement text not null, reason text not null, status text not null default 'pending', error text, created_at timestamptz not null default now(), resolved_at timestamptz);
            insert into cdc.migration_task (target_table, kind, detail, statement, reason, created_at) values ('shop.orders', 'widen', 'a', 'alter', 'big', now() - interval '2 days')
            """);

        Assert.Equal(1, await watch.RunAsync(CancellationToken.None));
        Assert.Equal("waiting-migration", await _database.ScalarAsync<string>("select kind from cdc.finding"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private async Task<QuietWatch> PrepareAsync()
    {
        _database = await TestPostgres.CreateDatabaseAsync();
        _logger.IsEnabled(Arg.Any<LogLevel>()).Returns(true);
        return new QuietWatch(_database.Warehouse, new WatchOptions(), new KafkaOptions(), _time, _logger);
    }

    private int[] Logged()
        => [.. _logger.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(ILogger.Log)).Select(call => ((EventId)call.GetArguments()[1]!).Id)];
}
