using CdcFunctions.Integration.Postgres.DeadLetters;
using CdcFunctions.Postgres.Failures;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Outages;

/// <summary>A disk that is full is an outage of the database, not a fault of the row that met it.</summary>
public sealed class DiskFullTests
{
    private const string Full =
        """
        create function shop.disk() returns trigger language plpgsql as $$ begin
            if new.note = 'full' then raise exception 'could not extend file "base/1/2": No space left on device' using errcode = 'disk_full'; end if;
            return new;
        end $$;
        create trigger disk before insert or update on shop.orders for each row execute function shop.disk();
        """;

    [SkippableTheory]
    [InlineData("a=1")]
    [InlineData("a=500")]
    public async Task Nothing_is_parked_or_applied_and_the_batch_comes_again_whether_or_not_another_row_is_bad(string other)
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.ChangeAsync(Full);
        string[] batch = ["orders|u|1|10|a=1|b=1|note=x", $"orders|u|2|10|{other}|b=1|note=y", "orders|u|3|10|a=1|b=1|note=full"];

        var refused = await Assert.ThrowsAsync<PostgresException>(() => scene.Worker.ApplyAsync(batch));

        Assert.Equal(FailureAction.Wait, FailureRules.Of(refused).Action);
        Assert.Contains("add space", FailureRules.Of(refused).Remedy, StringComparison.Ordinal);
        Assert.Equal("(0,0,0,first)", await scene.Worker.RowsAsync());
        Assert.Equal(("", 1), (await scene.LettersAsync(), await scene.ScalarAsync<long>("select next_offset from cdc.checkpoint")));

        await scene.ChangeAsync("drop trigger disk on shop.orders");
        await scene.Worker.ApplyAsync([.. batch.Select((line, n) => Apply.ScriptedDecoder.Record(n + 1, line))]);
        Assert.Equal(other == "a=1" ? 4 : 3, await scene.Worker.CountAsync("shop.orders"));
    }
}
