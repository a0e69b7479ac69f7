using CdcFunctions.Host.Timers;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Timers;

public sealed class PostgresTimerStoreTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Slot = new(2026, 5, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly string _function = $"f{Guid.NewGuid():N}";

    [SkippableFact]
    public async Task A_schedule_is_registered_once_and_anew_when_it_changes()
    {
        var store = await StoreAsync();
        Assert.Null(await store.ReadAsync(_function, default));

        await store.RegisterAsync(_function, "0 0 3 * * *", Slot, default);
        await store.RegisterAsync(_function, "0 0 3 * * *", Slot.AddHours(1), default);
        Assert.Equal(Slot, (await store.ReadAsync(_function, default))!.NextRun);

        await store.RegisterAsync(_function, "0 0 4 * * *", Slot.AddHours(1), default);
        Assert.Equal(("0 0 4 * * *", Slot.AddHours(1)), ((await store.ReadAsync(_function, default))!.Schedule, (await store.ReadAsync(_function, default))!.NextRun));
    }

    [SkippableFact]
    public async Task A_lease_belongs_to_one_owner_until_it_is_given_back()
    {
        var store = await StoreAsync();

        Assert.NotNull(await store.TryLeaseAsync(_function, "s", "one", Minute, default));
        Assert.Null(await store.TryLeaseAsync(_function, "s", "two", Minute, default));
        Assert.NotNull(await store.TryLeaseAsync(_function, "s", "one", Minute, default));
        Assert.True(await store.RenewAsync(_function, "one", Minute, default));
        Assert.False(await store.RenewAsync(_function, "two", Minute, default));

        await store.ReleaseAsync(_function, "one", new StoredSchedule("s", Slot, Slot.AddDays(1), null), default);

        var stored = await store.TryLeaseAsync(_function, "s", "two", Minute, default);
        Assert.Equal((Slot, Slot.AddDays(1)), (stored!.LastRun, stored.NextRun));
        Assert.NotNull(stored.LastUpdated);
    }

    [SkippableFact]
    public async Task An_expired_lease_is_free_by_the_databases_clock()
    {
        var store = await StoreAsync();
        await store.TryLeaseAsync(_function, "s", "one", TimeSpan.FromSeconds(-1), default);

        Assert.False(await store.RenewAsync(_function, "one", Minute, default));
        Assert.NotNull(await store.TryLeaseAsync(_function, "s", "two", Minute, default));

        await store.ReleaseAsync(_function, "one", new StoredSchedule("s", Slot, Slot, null), default);
        Assert.Null((await store.ReadAsync(_function, default))!.LastRun);
    }

    [SkippableFact]
    public async Task Of_many_that_ask_at_once_one_gets_the_lease()
    {
        var store = await StoreAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => store.TryLeaseAsync(_function, "s", $"owner {i}", Minute, default)));

        Assert.Single(answers, answer => answer is not null);
    }

    private async Task<PostgresTimerStore> StoreAsync() => new((await fixture.RequireAsync()).Warehouse);
}
