using CdcFunctions.Changes;
using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

/// <summary>During a rolling upgrade workers of two versions share the bookkeeping: one of them may know another key of <c>cdc.dead_letter</c> than there is.</summary>
public sealed class OtherVersionTests
{
    [SkippableFact]
    public async Task A_worker_that_cannot_store_its_dead_letters_holds_the_batch_until_one_that_can_takes_over()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.ChangeAsync("drop index cdc.dead_letter_record");
        var lines = new[] { "orders|u|1|10|a=1|b=1|note=good", "orders|u|2|10|a=500|b=1|note=bad", "orders|u|3|10|a=1|b=1|note=far too long" };
        SourceRecord[] batch = [.. lines.Select((line, n) => ScriptedDecoder.Record(1 + n, line))];

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => scene.Worker.ApplyAsync(batch));
            Assert.Equal((PostgresErrorCodes.InvalidColumnReference, FailureKind.Schema), (refused.SqlState, FailureClassifier.Classify(refused)));
        }

        Assert.Equal(("(0,0,0,first)", 1), (await scene.Worker.RowsAsync(), await scene.ScalarAsync<long>("select next_offset from cdc.checkpoint")));

        await scene.ChangeAsync("create unique index dead_letter_record on cdc.dead_letter (consumer_group, topic, partition, record_offset, record_time)");
        using var replaced = new ApplyScene(scene.Worker.Database);
        await replaced.Checkpoints.AcquireAsync(new PartitionKey("cdcfunctions", "shop.orders", 0), CancellationToken.None);
        await replaced.ApplyAsync(batch);

        Assert.Equal("(0,0,0,first) (1,1,1,good)", await replaced.RowsAsync());
        Assert.Equal("2 pending 0, 3 pending 0", await scene.LettersAsync());
        await Assert.ThrowsAsync<FencedException>(() => scene.Worker.ApplyAsync(batch));
    }

    [SkippableFact]
    public async Task Batches_without_dead_letters_go_on_meanwhile()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.ChangeAsync("drop index cdc.dead_letter_record");

        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=good");

        Assert.Equal("(0,0,0,first) (1,1,1,good)", await scene.Worker.RowsAsync());
    }
}
