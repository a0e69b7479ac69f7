using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Host.Commands;
using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using NSubstitute;

namespace CdcFunctions.Unit.Commands.DeadLetters;

public sealed class DlqCommandTests
{
    private readonly IHostActions _actions = Substitute.For<IHostActions>();
    private DeadLetterFilter? _filter;

    public DlqCommandTests()
    {
        _actions.DeadLetters.ListAsync(default!, default!, default).ReturnsForAnyArgs(call => Task.FromResult(Seen(call.Arg<DeadLetterFilter>(), new DeadLetterPage(73, [Letter]))));
        _actions.DeadLetters.DiscardAsync(default!, default!, default).ReturnsForAnyArgs(call => Task.FromResult(Seen<IReadOnlyList<DeadLetterEntry>>(call.Arg<DeadLetterFilter>(), [Letter])));
        _actions.DeadLetters.ReplayAsync(default!, default!, default, default!, default!, default)
            .ReturnsForAnyArgs(call => Seen(call.Arg<DeadLetterFilter>(), Results(ReplayOutcome.Applied)));
    }

    private static DeadLetterEntry Letter { get; } = new()
    {
        Id = 17,
        Topic = "shop.orders",
        Partition = 2,
        Offset = 59,
        TargetTable = "shop.orders",
        Reason = "too-long",
        SqlState = "22001",
        Message = "note takes 5 letters.",
        Remedy = "Widen it.",
        Status = "pending",
        CreatedAt = new DateTime(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc),
    };

    [Fact]
    public async Task List_shows_the_open_letters_of_the_configured_group()
    {
        var run = await RunAsync("list");

        Assert.Equal(("cdcfunctions", 50), (_filter!.ConsumerGroup, _filter.Limit));
        Assert.Equal(["pending", "failed-again"], _filter.Statuses);
        Assert.Contains("| 17 | pending | shop.orders/2@59 | shop.orders | too-long | 22001    | 0     | 2026-08-01 12:00:00 |", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 dead letters of 73; --limit shows more. cdc dlq show ID tells what to do about one.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_filter_reaches_the_store()
    {
        await RunAsync(
            "list", "3", "4,5", "--source", "shop,erp", "--topic", "a", "--topic", "b", "--table", "orders", "--partition", "2", "--offset", "100..200", "--reason", "too-long", "--sqlstate", "23514",
            "--since", "2026-08-01T12:00Z", "--until", "2026-08-02", "--limit", "9", "--group", "g", "--status", "all");

        Assert.Equal([3, 4, 5], _filter!.Ids!);
        Assert.Equal(["shop", "erp"], _filter.Sources!);
        Assert.Equal(["a", "b"], _filter.Topics!);
        Assert.Equal(["orders"], _filter.Tables!);
        Assert.Equal((2, 100, 200, 9, "g"), (_filter.Partition, _filter.FirstOffset, _filter.LastOffset, _filter.Limit, _filter.ConsumerGroup));
        Assert.Equal(["too-long"], _filter.Reasons!);
        Assert.Equal(["23514"], _filter.SqlStates!);
        Assert.Equal((new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 8, 2, 0, 0, 0, TimeSpan.Zero)), (_filter.Since, _filter.Until));
        Assert.Equal(DeadLetterStatus.All, _filter.Statuses);
    }

    [Theory]
    [InlineData("7", 7, 7)]
    [InlineData("7..", 7, null)]
    [InlineData("..7", null, 7)]
    public async Task Offsets_are_one_or_a_range(string text, int? first, int? last)
    {
        await RunAsync("replay", "--offset", text);

        Assert.Equal((first, last), ((int?)_filter!.FirstOffset, (int?)_filter.LastOffset));
    }

    [Theory]
    [InlineData("list --offset 9..3", "--offset is 9..3. Allowed: an offset, or a range such as 100..200, 100.. or ..200.", "list")]
    [InlineData("list x", "x is no number of a dead letter. cdc dlq list shows them.", "list")]
    [InlineData("list --since yesterday", "The time yesterday is not known. Allowed: a time such as 2026-08-01T12:00Z, or how long ago, such as 30m, 24h or 7d.", "list")]
    [InlineData("replay --limit 0", "--limit is 0. Allowed: 1 to 2147483647.", "replay")]
    [InlineData("discard", "Say which letters: numbers, or options such as --table and --reason, or --all.", "discard")]
    [InlineData("discard --limit 5", "Say which letters: numbers, or options such as --table and --reason, or --all.", "discard")]
    [InlineData("replay --tabel orders", "Unknown option --tabel. Did you mean --table?", "replay")]
    public async Task Bad_usage_exits_2_and_says_what_is_allowed(string arguments, string fault, string command)
    {
        var run = await RunAsync(arguments.Split(' '));

        Assert.Equal((2, "", $"{fault}\nSee cdc dlq {command} --help\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Dlq_alone_names_its_commands()
        => Assert.Equal("Say which command: list, show, replay, discard.\nSee cdc dlq --help\n", (await CommandLineRun.OfAsync(_actions, "dlq")).Error);

    [Fact]
    public async Task Show_keeps_the_content_to_itself_unless_it_is_asked_for()
    {
        _actions.DeadLetters.FindAsync(Arg.Any<CdcOptions>(), 17, Arg.Any<CancellationToken>())
            .Returns(new DeadLetterContent(Letter, "key-ann"u8.ToArray(), Encoding.UTF8.GetBytes("{\"name\":\"ann\"}"), [new RecordHeader("trace", "header-ann"u8.ToArray())]));

        var (plain, json) = (await RunAsync("show", "17"), await RunAsync("show", "17", "--json"));
        var (open, openJson) = (await RunAsync("show", "17", "--payload"), await RunAsync("show", "17", "--payload", "--json"));

        Assert.Contains("key 7 bytes, value 14 bytes, 1 headers; --payload prints them", plain.Out, StringComparison.Ordinal);
        Assert.Contains("Widen it.", plain.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", plain.Out + json.Out, StringComparison.Ordinal);
        Assert.Contains("value    {\"name\":\"ann\"}\nheader   trace = header-ann\n", open.Out, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(openJson.Out);
        Assert.Equal("{\"name\":\"ann\"}", document.RootElement.GetProperty("record").GetProperty("payload").GetString());
    }

    [Fact]
    public async Task Show_of_an_unknown_letter_exits_1()
    {
        _actions.DeadLetters.FindAsync(default!, default, default).ReturnsForAnyArgs((DeadLetterContent?)null);

        var run = await RunAsync("show", "18");

        Assert.Equal((1, "There is no dead letter 18 of this consumer group. cdc dlq list --status all shows them.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Discard_dry_runs_without_discarding()
    {
        var run = await RunAsync("discard", "--reason", "too-long", "--dry-run");

        Assert.Equal("17 would be discarded: shop.orders/2@59 (too-long)\n1 dead letters would be discarded; nothing was changed.\n", run.Out);
        await _actions.DeadLetters.DidNotReceiveWithAnyArgs().DiscardAsync(default!, default!, default);
    }

    [Fact]
    public async Task Discard_tells_which_letters_it_took()
    {
        var run = await RunAsync("discard", "17");

        Assert.Equal((0, "17 discarded: shop.orders/2@59 (too-long)\n1 dead letters discarded.\n"), (run.ExitCode, run.Out));
        Assert.Equal([17], _filter!.Ids!);
    }

    [Theory]
    [InlineData(ReplayOutcome.Applied, 0, "17 applied: shop.orders/2@59 to shop.orders\n1 applied.\n")]
    [InlineData(ReplayOutcome.Superseded, 0, "17 superseded by newer data: shop.orders/2@59 to shop.orders\n1 superseded by newer data.\n")]
    [InlineData(ReplayOutcome.FailedAgain, 1, "17 failed again: shop.orders/2@59 to shop.orders: too-long. Too long. Widen it.\n1 failed again.\n")]
    public async Task Replay_gives_a_result_for_each_record_and_exits_1_when_one_failed_again(ReplayOutcome outcome, int exitCode, string expected)
    {
        _actions.DeadLetters.ReplayAsync(default!, default!, default, default!, default!, default).ReturnsForAnyArgs(_ => Results(outcome));

        var run = await RunAsync("replay");

        Assert.Equal((exitCode, expected), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Replay_with_json_is_one_object()
    {
        var run = await RunAsync("replay", "--dry-run", "--json");

        using var json = JsonDocument.Parse(run.Out);
        Assert.True(json.RootElement.GetProperty("dryRun").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("applied").GetInt32());
        Assert.Equal("applied", json.RootElement.GetProperty("results")[0].GetProperty("outcome").GetString());
        _ = _actions.DeadLetters.Received().ReplayAsync(Arg.Any<CdcOptions>(), Arg.Any<DeadLetterFilter>(), isDryRun: true, Arg.Any<CommandSession>(), Arg.Any<Action<int>>(), Arg.Any<CancellationToken>());
    }

    private Task<CommandLineRun> RunAsync(params string[] arguments) => CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, ["dlq", .. arguments]);

    private T Seen<T>(DeadLetterFilter filter, T answer)
    {
        _filter = filter;
        return answer;
    }

    private static async IAsyncEnumerable<ReplayResult> Results(ReplayOutcome outcome)
    {
        await Task.CompletedTask;
        var result = new ReplayResult(17, "shop.orders", 2, 59, outcome, "shop.orders");
        yield return outcome == ReplayOutcome.FailedAgain ? result with { Reason = "too-long", Message = "Too long.", Remedy = "Widen it." } : result;
    }
}
