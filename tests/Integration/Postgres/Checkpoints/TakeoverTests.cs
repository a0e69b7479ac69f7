using CdcFunctions.Changes;
using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Support.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace CdcFunctions.Integration.Postgres.Checkpoints;

/// <summary>Two workers believe that a partition is theirs, and one of them is wrong.</summary>
public sealed class TakeoverTests(ITestOutputHelper output)
{
    private const int Takeovers = 500;

    // Everything that a batch could leave behind.
    private const string Everything =
        """
        select concat_ws(' / ', (select string_agg(c::text, ' ') from cdc.checkpoint as c), (select md5(string_agg(o::text, ' ' order by id)) from shop.orders as o),
            (select md5(string_agg(t::text, ' ' order by t::text)) from cdc.tombstone as t), (select count(*) from cdc.dead_letter))
        """;

    private static readonly PartitionKey Partition = new("cdcfunctions", "shop.orders", 0);

    [SkippableFact]
    public async Task Whatever_a_zombie_sends_after_a_takeover_is_refused_and_leaves_no_trace()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var first = new ApplyScene(database);
        using var second = new ApplyScene(database);
        var (zombie, heir) = (first, second);
        await zombie.ApplyAsync([Record(0, "u", key: 0)]);
        for (var takeover = 1; takeover <= Takeovers; takeover++)
        {
            await heir.Checkpoints.AcquireAsync(Partition, CancellationToken.None);
            var before = await database.ScalarAsync<string>(Everything);

            var refused = await Assert.ThrowsAsync<FencedException>(() => zombie.ApplyAsync(Batch(takeover)));

            Assert.Equal(FencedException.StaleEpoch, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
            Assert.Equal(before, await database.ScalarAsync<string>(Everything));
            await heir.ApplyAsync([Record(takeover, "u", key: takeover % 20)]);
            (zombie, heir) = (heir, zombie);
        }

        Assert.Equal("1,501,501", await database.ScalarAsync<string>("select concat_ws(',', count(*), max(epoch), max(next_offset)) from cdc.checkpoint"));
    }

    [SkippableFact]
    public async Task A_batch_that_races_with_a_takeover_counts_for_the_heir_or_does_not_exist()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var first = new ApplyScene(database);
        using var second = new ApplyScene(database);
        var (old, heir, refusals) = (first, second, 0);
        await old.ApplyAsync([Record(0, "u", key: 0)]);
        for (var race = 1; race <= Takeovers; race++)
        {
            SourceRecord[] batch = [Record(race, "u", key: race)];
            var (writer, taker) = (old, heir);
            var written = Task.Run(() => IsRefusedAsync(writer, batch));
            var lease = await Task.Run(() => taker.Checkpoints.AcquireAsync(Partition, CancellationToken.None));

            var isRefused = await written;
            Assert.Equal(isRefused ? race : race + 1, lease.NextOffset);
            Assert.Equal(isRefused ? race : race + 1, await database.ScalarAsync<long>("select count(*) from shop.orders"));
            await heir.ApplyAsync(batch);
            refusals += isRefused ? 1 : 0;
            (old, heir) = (heir, old);
        }

        output.WriteLine($"{refusals} of {Takeovers} batches came too late");
        Assert.Equal(Takeovers + 1, await database.ScalarAsync<long>("select count(*) from shop.orders"));
    }

    private static SourceRecord[] Batch(int takeover) => (takeover % 4) switch
    {
        0 => [Record(takeover, "u", key: takeover % 20), Record(takeover + 1, "u", key: 1000 + takeover)],
        1 => [Record(takeover, "d", key: takeover % 20)],
        2 => [ScriptedDecoder.Record(takeover, "no event")],
        _ => [Record(takeover, "u", key: 1000 + takeover), ScriptedDecoder.Record(takeover + 1, "no event"), Record(takeover + 2, "d", key: (takeover + 1) % 20)],
    };

    // What a zombie sends is newer than all that is there: only the fence keeps it out.
    private static SourceRecord Record(long offset, string kind, int key)
        => ScriptedDecoder.Record(offset, $"orders|{kind}|{key}|{1000 + offset}{(kind == "u" ? $"|a={offset}|b=1|note=x" : "")}");

    private static async Task<bool> IsRefusedAsync(ApplyScene worker, SourceRecord[] batch)
    {
        try
        {
            await worker.ApplyAsync(batch);
            return false;
        }
        catch (FencedException)
        {
            return true;
        }
    }
}
