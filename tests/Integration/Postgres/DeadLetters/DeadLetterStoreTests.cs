using System.Text;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

public sealed class DeadLetterStoreTests
{
    [SkippableFact]
    public async Task Each_filter_chooses_by_its_column()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long", "orders|u|2|10|a=200|note=x", "nonsense");
        await scene.ScalarAsync<long>("with old as (update cdc.dead_letter set created_at = now() - interval '2 days', status = 'failed-again' where record_offset = 1 returning 1) select count(*) from old");
        var (now, open) = (TimeProvider.System.GetUtcNow(), DeadLetterScene.Open);

        Assert.Equal([1, 2, 3], await OffsetsAsync(open));
        Assert.Equal([2, 3], await OffsetsAsync(open with { Statuses = [DeadLetterStatus.Pending] }));
        Assert.Equal([2], await OffsetsAsync(open with { Reasons = ["constraint"] }));
        Assert.Equal([1, 2], await OffsetsAsync(open with { SqlStates = ["22001", "23514"] }));
        Assert.Equal([1, 2], await OffsetsAsync(open with { Tables = ["orders"] }));
        Assert.Equal([1, 2], await OffsetsAsync(open with { Tables = ["shop.orders"] }));
        Assert.Equal([2], await OffsetsAsync(open with { FirstOffset = 2, LastOffset = 2 }));
        Assert.Equal([1], await OffsetsAsync(open with { Until = now.AddDays(-1) }));
        Assert.Equal([2, 3], await OffsetsAsync(open with { Since = now.AddDays(-1) }));
        Assert.Equal([1, 2], await OffsetsAsync(open with { Limit = 2 }));
        Assert.Equal([1, 2, 3], await OffsetsAsync(open with { Topics = ["shop.orders"], Partition = 0, Sources = ["shop"] }));
        Assert.Empty(await OffsetsAsync(open with { ConsumerGroup = "other" }));
        Assert.Empty(await OffsetsAsync(open with { Partition = 1 }));
        Assert.Empty(await OffsetsAsync(open with { Sources = ["erp"] }));
        Assert.Empty(await OffsetsAsync(open with { Topics = ["other"] }));
        Assert.Empty(await OffsetsAsync(open with { Ids = [-1] }));

        async Task<IEnumerable<long>> OffsetsAsync(DeadLetterFilter filter) => (await scene.Store.ListAsync(filter, CancellationToken.None)).Entries.Select(letter => letter.Offset);
    }

    [SkippableFact]
    public async Task A_list_tells_how_many_there_are_beyond_its_limit()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("nonsense", "nonsense", "nonsense");

        var page = await scene.Store.ListAsync(DeadLetterScene.Open with { Limit = 1 }, CancellationToken.None);

        Assert.Equal((3, 1), (page.Total, page.Entries.Count));
    }

    [SkippableFact]
    public async Task One_letter_comes_with_its_original_bytes()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("nonsense");
        var id = await scene.ScalarAsync<long>("select id from cdc.dead_letter");

        var letter = await scene.Store.FindAsync("cdcfunctions", id, CancellationToken.None);

        Assert.Equal("nonsense", Encoding.UTF8.GetString(letter!.Value!));
        Assert.Null(await scene.Store.FindAsync("cdcfunctions", id + 1, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Discarded_letters_are_neither_discarded_again_nor_replayed()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long", "orders|u|2|10|a=200|note=x");

        Assert.Single(await scene.Store.DiscardAsync(DeadLetterScene.Open with { Reasons = ["too-long"] }, CancellationToken.None));
        Assert.Empty(await scene.Store.DiscardAsync(DeadLetterScene.Open with { Reasons = ["too-long"], Statuses = DeadLetterStatus.All }, CancellationToken.None));
        await scene.MendAsync();
        Assert.Single(await scene.ReplayAsync(DeadLetterScene.Open with { Statuses = DeadLetterStatus.All }));

        Assert.Equal("1 discarded 0 discarded, 2 replayed 1 applied", await scene.LettersAsync());
    }
}
