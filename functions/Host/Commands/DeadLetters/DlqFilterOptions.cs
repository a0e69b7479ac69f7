using System.CommandLine;
using System.CommandLine.Parsing;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>The options that choose dead letters, the same for all commands that take several.</summary>
internal sealed class DlqFilterOptions
{
    private readonly Argument<long[]> _ids = new("ID") { Description = "Numbers of single letters", Arity = ArgumentArity.ZeroOrMore, CustomParser = DlqFilterText.Ids };
    private readonly Option<string[]> _sources = Words("--source", "NAME", "Configured sources");
    private readonly Option<string[]> _topics = Words("--topic", "NAME", "Topics");
    private readonly Option<string[]> _tables = Words("--table", "NAME", "Target or source tables, with or without schema");
    private readonly Option<int?> _partition = new("--partition") { Description = "Partition", HelpName = "N" };
    private readonly Option<OffsetRange?> _offsets = new("--offset") { Description = "One offset, or a range: 100..200, 100.., ..200", HelpName = "RANGE", CustomParser = DlqFilterText.Offsets };
    private readonly Option<string[]> _reasons = Words("--reason", "CODE", "Reasons, such as too-long");
    private readonly Option<string[]> _sqlStates = Words("--sqlstate", "CODE", "SQLSTATEs, such as 23514");
    private readonly Option<DateTimeOffset?> _since = new("--since") { Description = "Parked since: a time, or how long ago, such as 24h", HelpName = "TIME", CustomParser = DlqFilterText.Time };
    private readonly Option<DateTimeOffset?> _until = new("--until") { Description = "Parked before: a time, or how long ago", HelpName = "TIME", CustomParser = DlqFilterText.Time };
    private readonly Option<int?> _limit = new("--limit") { Description = "Most letters, the oldest first", HelpName = "N", CustomParser = DlqFilterText.Limit };
    private readonly Option<string?> _group = new("--group") { Description = "Consumer group that parked them. Default: kafka.consumerGroup", HelpName = "NAME" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_ids);
        foreach (var option in new Option[] { _sources, _topics, _tables, _partition, _offsets, _reasons, _sqlStates, _since, _until, _limit, _group })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>True when the command line chooses at all; a limit alone is no choice.</summary>
    public bool IsChosen(CommandResult result)
        => result.GetResult(_ids) is { Tokens.Count: > 0 }
            || new Option[] { _sources, _topics, _tables, _partition, _offsets, _reasons, _sqlStates, _since, _until }.Any(option => result.GetResult(option) is { Implicit: false });

    /// <summary>The letters that the command line means.</summary>
    public DeadLetterFilter Filter(ParseResult parse, string consumerGroup) => new()
    {
        ConsumerGroup = parse.GetValue(_group) ?? consumerGroup,
        Ids = parse.GetValue(_ids) is { Length: > 0 } ids ? ids : null,
        Sources = Chosen(parse.GetValue(_sources)),
        Topics = Chosen(parse.GetValue(_topics)),
        Tables = Chosen(parse.GetValue(_tables)),
        Partition = parse.GetValue(_partition),
        FirstOffset = parse.GetValue(_offsets)?.First,
        LastOffset = parse.GetValue(_offsets)?.Last,
        Reasons = Chosen(parse.GetValue(_reasons)),
        SqlStates = Chosen(parse.GetValue(_sqlStates)),
        Since = parse.GetValue(_since),
        Until = parse.GetValue(_until),
        Limit = parse.GetValue(_limit),
    };

    private static string[]? Chosen(string[]? words) => words is { Length: > 0 } ? words : null;

    private static Option<string[]> Words(string name, string value, string description) => new(name)
    {
        Description = $"{description}; several divided by commas",
        HelpName = value,
        CustomParser = DlqFilterText.Words,
    };
}
