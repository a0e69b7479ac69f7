namespace CdcFunctions.Unit.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("rnu", "Unknown command rnu. Did you mean run?", "See cdc --help")]
    [InlineData("validate --conect", "Unknown option --conect. Did you mean --connect?", "See cdc validate --help")]
    [InlineData("run --jsn", "Unknown option --jsn. Did you mean --json?", "See cdc run --help")]
    [InlineData("run now", "Unknown argument now.", "See cdc run --help")]
    [InlineData("invoke", "Required argument missing for command: 'invoke'.", "See cdc invoke --help")]
    [InlineData("replay /none.jsonl", "There is no file /none.jsonl.", "See cdc replay --help")]
    [InlineData("replay /dev/null --batch-size x", "--batch-size is x. Allowed: 1 to 100000.", "See cdc replay --help")]
    [InlineData("replay /dev/null --batch-size 0", "--batch-size is 0. Allowed: 1 to 100000.", "See cdc replay --help")]
    [InlineData("run --log-level loud", "--log-level: The level is \"loud\". Allowed: verbose, debug, information, warning, error, fatal.", "")]
    [InlineData("run --log-format xml", "--log-format: The format is \"xml\". Allowed: text, json.", "")]
    [InlineData("run --config /none.yaml", "/none.yaml: There is no such file. Check --config and CDC_CONFIG", "")]
    public async Task Bad_usage_exits_2_and_says_what_was_meant(string arguments, string first, string second)
    {
        var run = await CommandLineRun.OfAsync(arguments.Split(' '));

        Assert.Equal((2, "", first + Environment.NewLine + (second.Length == 0 ? "" : second + Environment.NewLine)), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task No_command_lists_them()
    {
        var run = await CommandLineRun.OfAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Say which command: run, demo, replay, invoke, validate, migrate, dlq, schema.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_usage_with_json_is_one_object()
    {
        var run = await CommandLineRun.OfAsync("rnu", "--json");

        using var json = System.Text.Json.JsonDocument.Parse(run.Out);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("Unknown command rnu. Did you mean run?", json.RootElement.GetProperty("error").GetString());
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("--help", "run ", "demo ", "replay ", "invoke ", "validate ", "migrate ")]
    [InlineData("run --help", "--config", "--json", "--verbose", "--log-level", "SIGTERM")]
    [InlineData("demo --help", "--keep")]
    [InlineData("replay --help", "--batch-size", "[default: 5000]", "--group", "kcat -J")]
    [InlineData("invoke --help", "FUNCTION")]
    [InlineData("validate --help", "--connect")]
    public async Task Help_names_what_there_is(string arguments, params string[] expected)
    {
        var run = await CommandLineRun.OfAsync(arguments.Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, run.Out, StringComparison.Ordinal));
    }
}
