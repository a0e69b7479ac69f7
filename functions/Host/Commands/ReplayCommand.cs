using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Commands;

/// <summary><c>cdc replay</c>: recorded events, applied as if consumed.</summary>
internal static class ReplayCommand
{
    private const int MostRecords = 100_000;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Recordings: one Kafka record a line as kcat -J prints it, plain or gzipped",
        Arity = ArgumentArity.OneOrMore,
        Validators = { MustExist },
    };

    private static readonly Option<int> BatchSize = new("--batch-size")
    {
        Description = "Most records of one partition in one batch",
        HelpName = "N",
        DefaultValueFactory = _ => new KafkaOptions().MaxBatchSize,
        CustomParser = ParseBatchSize,
    };

    private static readonly Option<string?> Group = new("--group")
    {
        Description = "Consumer group whose checkpoints count. Default: kafka.consumerGroup",
        HelpName = "NAME",
    };

    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("replay", "Apply recorded events as if consumed: same path, same checkpoints") { Files, BatchSize, Group },
            (session, parse, cancellation) => actions.ReplayAsync(
                session.Load(),
                new ReplayRequest(parse.GetRequiredValue(Files), parse.GetValue(BatchSize), parse.GetValue(Group)),
                session,
                cancellation));

    private static void MustExist(ArgumentResult result)
    {
        foreach (var missing in result.Tokens.Where(token => !File.Exists(token.Value)))
        {
            result.AddError($"There is no file {missing.Value}.");
        }
    }

    private static int ParseBatchSize(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > MostRecords)
        {
            result.AddError($"--batch-size is {text}. Allowed: 1 to {MostRecords}.");
        }

        return size;
    }
}
