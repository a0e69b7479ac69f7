using System.Text.Json;
using CdcFunctions.Host.Commands;
using CdcFunctions.Operations.Configuration;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace CdcFunctions.Unit.Commands;

public sealed class CommandTests
{
    private readonly IHostActions _actions = Substitute.For<IHostActions>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Run_gives_the_host_the_options_and_returns_its_exit_code(int exitCode)
    {
        _actions.RunAsync(Arg.Is<CdcOptions>(options => options.Kafka.Brokers == "k:1"), Arg.Any<CommandSession>(), Arg.Any<CancellationToken>()).Returns(exitCode);

        Assert.Equal(exitCode, (await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "run")).ExitCode);
    }

    [Fact]
    public async Task Demo_needs_no_configuration()
    {
        _actions.DemoAsync(new DemoRequest(Keep: true), Arg.Any<CommandSession>(), Arg.Any<CancellationToken>()).Returns(1);

        Assert.Equal(1, (await CommandLineRun.OfAsync(_actions, "demo", "--keep")).ExitCode);
    }

    [Fact]
    public async Task Replay_hands_over_files_batch_size_and_group()
    {
        await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "replay", "/dev/null", "/dev/zero", "--batch-size", "7", "--group", "g");

        await _actions.Received().ReplayAsync(
            Arg.Any<CdcOptions>(),
            Arg.Is<ReplayRequest>(request => request.Files.SequenceEqual(new[] { "/dev/null", "/dev/zero" }) && request.BatchSize == 7 && request.Group == "g"),
            Arg.Any<CommandSession>(),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Invoke_of_an_unknown_function_lists_those_there_are()
    {
        _actions.InvokeAsync(default!, default!, default!, default).ThrowsAsyncForAnyArgs(new UnknownFunctionException("ApplyScila", ["ApplyScylla", "Sweep"]));

        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "invoke", "ApplyScila");

        Assert.Equal((2, "There is no function ApplyScila. There are: ApplyScylla, Sweep. Did you mean ApplyScylla?" + Environment.NewLine), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Migrate_prints_the_versions_applied()
    {
        _actions.MigrateAsync(default!, default).ReturnsForAnyArgs(["001.sql", "002.sql"], Array.Empty<string>());

        Assert.Equal("Applied 001.sql\nApplied 002.sql\nThe schema cdc is up to date.\n", (await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "migrate")).Out);
        Assert.Equal("The schema cdc was up to date.\n", (await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "migrate")).Out);
    }

    [Fact]
    public async Task Validate_prints_sources_tables_and_policies_but_no_secret()
    {
        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "validate");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("cdc.yaml is valid: 1 source.\nPostgreSQL db:5432/warehouse as cdc_writer. Kafka k:1 as group cdcfunctions.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(@"| shop   | scylla  | ^shop\..* | shop          |", run.Out, StringComparison.Ordinal);
        Assert.Contains("| shop   | users | customers | soft    | evolve         | deadLetter | newestWins |", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Out, StringComparison.Ordinal);
        await _actions.DidNotReceiveWithAnyArgs().ConnectAsync(default!, default);
    }

    [Fact]
    public async Task Validate_prints_all_faults_and_exits_2()
    {
        var run = await CommandLineRun.WithConfigAsync("kafka: { borkers: x }\nhost: { listen: x }", _actions, "validate");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal(4, run.Error.TrimEnd().Split('\n').Length);
        Assert.All(run.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("cdc.yaml:", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("postgres: { connectionString: Host=db;Hots=x;Password=hunter2 }", "cdc.yaml:1: postgres.connectionString is ***, and Npgsql does not take its keyword \"hots\" or the value of it.")]
    [InlineData("postgres: { connectionString: Host=db;Port=hunter2 }", "cdc.yaml:1: postgres.connectionString is ***, and Npgsql does not take its keyword \"port\" or the value of it.")]
    [InlineData("postgres: { connectionString: Host=db }\nkafka: { properties: { sasl.mechanizm: PLAIN } }", "librdkafka has no property sasl.mechanizm.")]
    public async Task Validate_lets_the_clients_judge_what_they_alone_understand(string head, string expected)
    {
        var run = await CommandLineRun.WithConfigAsync(head + "\nsources: [{ name: shop, dialect: scylla, topics: a }]", _actions, "validate");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_with_json_gives_faults_as_data()
    {
        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete + "\nhosts: {}", _actions, "validate", "--json");

        using var json = JsonDocument.Parse(run.Out);
        var fault = json.RootElement.GetProperty("faults")[0];
        Assert.Equal((2, false), (run.ExitCode, json.RootElement.GetProperty("ok").GetBoolean()));
        Assert.Equal(("cdc.yaml:8", "hosts", "Did you mean host?"), (fault.GetProperty("place").GetString(), fault.GetProperty("path").GetString(), fault.GetProperty("remedy").GetString()));
    }

    [Fact]
    public async Task Validate_connect_tells_what_it_found_and_exits_1_when_something_is_wrong()
    {
        _actions.ConnectAsync(default!, default).ReturnsForAnyArgs([new("schema shop", IsGood: true, "exists.", Remedy: null), new("Kafka k:1", IsGood: false, "is away.", "Start it.")]);

        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "validate", "--connect");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("ok     schema shop: exists.\nFAULTY Kafka k:1: is away. Start it.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unforeseen_failure_is_one_line_without_secrets_and_exits_1()
    {
        _actions.RunAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new InvalidDataException("odd\n  hunter2"));

        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "run");

        Assert.Equal((1, "", "Unexpected failure: InvalidDataException: odd *** Run it again with --verbose to see where.\n"), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Verbose_shows_where_without_secrets()
    {
        _actions.RunAsync(default!, default!, default).ThrowsAsyncForAnyArgs(new InvalidDataException("hunter2"));

        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "run", "--verbose");

        Assert.Contains("System.IO.InvalidDataException: ***", run.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_with_json_is_one_object_on_the_output()
    {
        _actions.MigrateAsync(default!, default).ThrowsAsyncForAnyArgs(new OperationCanceledException());

        var run = await CommandLineRun.WithConfigAsync(CommandLineRun.Complete, _actions, "migrate", "--json");

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal("Cancelled before it was done.", json.RootElement.GetProperty("error").GetString());
    }
}
