using System.Text;
using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters.Outbox;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

public sealed class DeadLetterOutboxTests
{
    [SkippableFact]
    public async Task Every_letter_is_sent_once_with_its_record_and_its_reason()
    {
        await using var scene = await ParkedAsync();
        var outbox = new DeadLetterOutbox(scene.Worker.Database.Warehouse);

        var sent = await SendAsync(outbox);

        Assert.Equal([(1L, "too-long", "shop.orders"), (2L, "malformed-json", null)], sent.Select(letter => (letter.Record.Offset, letter.Letter.Reason, letter.Letter.TargetTable)));
        Assert.Equal(("orders|u|1|10|a=1|note=far too long", "original", "shop.orders"), (Encoding.UTF8.GetString(sent[0].Record.Value.Span), sent[0].Payload, sent[0].Record.Topic));
        Assert.Empty(await SendAsync(outbox));
    }

    [SkippableFact]
    public async Task What_could_not_be_sent_is_sent_the_next_time()
    {
        await using var scene = await ParkedAsync();
        var outbox = new DeadLetterOutbox(scene.Worker.Database.Warehouse);

        await Assert.ThrowsAsync<TimeoutException>(() => outbox.SendAsync("cdcfunctions", (_, _) => throw new TimeoutException(), CancellationToken.None));

        Assert.Equal(2, (await SendAsync(outbox)).Count);
    }

    [SkippableFact]
    public async Task Two_replicas_do_not_send_the_same_letters()
    {
        await using var scene = await ParkedAsync();
        var outbox = new DeadLetterOutbox(scene.Worker.Database.Warehouse);
        var others = 0;

        var ours = await outbox.SendAsync("cdcfunctions", async (_, _) => others = (await SendAsync(outbox)).Count, CancellationToken.None);

        Assert.Equal((2, 0), (ours, others));
    }

    [SkippableFact]
    public async Task A_letter_that_is_opened_again_is_sent_again()
    {
        await using var scene = await ParkedAsync();
        var outbox = new DeadLetterOutbox(scene.Worker.Database.Warehouse);
        await SendAsync(outbox);
        await scene.ChangeAsync("update cdc.dead_letter set status = 'replayed'; update cdc.checkpoint set next_offset = 1");

        using var rebuilt = new ApplyScene(scene.Worker.Database);
        await rebuilt.ApplyAsync([ScriptedDecoder.Record(1, "orders|u|1|10|a=1|note=far too long")]);

        Assert.Equal(1, Assert.Single(await SendAsync(outbox)).Record.Offset);
    }

    private static async Task<DeadLetterScene> ParkedAsync()
    {
        var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long", "nonsense");
        return scene;
    }

    private static async Task<List<OutgoingLetter>> SendAsync(DeadLetterOutbox outbox)
    {
        var sent = new List<OutgoingLetter>();
        await outbox.SendAsync(
            "cdcfunctions",
            (letters, _) =>
            {
                sent.AddRange(letters);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return sent;
    }
}
