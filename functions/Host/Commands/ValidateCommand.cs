using System.CommandLine;
using CdcFunctions.Host.Commands.Checks;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Commands;

/// <summary><c>cdc validate</c>: what the configuration says, or all that is wrong with it.</summary>
internal static class ValidateCommand
{
    private static readonly Option<bool> Connect = new("--connect")
    {
        Description = "Also log in to PostgreSQL, check privileges, and ask the brokers for the topics",
    };

    private static readonly Option<string?> Explain = new("--explain")
    {
        Description = "Show what the rules of the tables do to recorded events (kcat -J lines); hidden values are not shown",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("validate", "Check the configuration, and print what it says") { Connect, Explain },
            async (session, parse, cancellation) =>
            {
                var reading = session.Read();
                if (reading.Faults.Count > 0)
                {
                    throw new ConfigurationException(reading.Faults);
                }

                BrokerCheck.CheckProperties(reading.Options.Kafka);
                if (parse.GetValue(Explain) is { } file)
                {
                    return await ExplainAsync(session, reading.Options, file, cancellation);
                }

                var findings = parse.GetValue(Connect) ? await actions.ConnectAsync(reading.Options, cancellation) : [];
                if (session.IsJson)
                {
                    session.Write(ConfigurationSummary.ForScripts(reading, findings, session.Context));
                }
                else
                {
                    ConfigurationSummary.Print(session, reading, findings);
                }

                return findings.All(finding => finding.IsGood) ? ExitCode.Done : ExitCode.Failed;
            });

    private static async Task<int> ExplainAsync(CommandSession session, CdcOptions options, string file, CancellationToken cancellation)
    {
        var explanations = await Explanation.OfAsync(options, file, cancellation);
        if (session.IsJson)
        {
            session.Write(new { ok = true, events = explanations });
            return ExitCode.Done;
        }

        explanations.ForEach(explanation => ExplanationText.Print(session, explanation));
        return ExitCode.Done;
    }
}
