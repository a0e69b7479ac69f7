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

    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("validate", "Check the configuration, and print what it says") { Connect },
            async (session, parse, cancellation) =>
            {
                var reading = session.Read();
                if (reading.Faults.Count > 0)
                {
                    throw new ConfigurationException(reading.Faults);
                }

                BrokerCheck.CheckProperties(reading.Options.Kafka);
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
}
