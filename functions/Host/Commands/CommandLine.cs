using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Host.Commands.Schema;

namespace CdcFunctions.Host.Commands;

/// <summary>The command line of <c>cdc</c>.</summary>
public static class CommandLine
{
    /// <summary>Runs what the arguments say and returns the exit code (<see cref="ExitCode"/>). SIGINT and SIGTERM cancel; a second one ends the process.</summary>
    public static async Task<int> RunAsync(string[] arguments, IHostActions actions, CommandSurroundings surroundings)
    {
        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return await RunAsync(arguments, actions, surroundings, cancellation.Token);
        }
        catch (Exception failure)
        {
            return new FailureReport(surroundings, isJson: false, isVerbose: arguments.Contains("--verbose", StringComparer.Ordinal)).Print(failure, FailureContext.None);
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }

    /// <summary>Runs what the arguments say, cancelled by the caller.</summary>
    public static async Task<int> RunAsync(string[] arguments, IHostActions actions, CommandSurroundings surroundings, CancellationToken cancellation)
    {
        var parse = Root(actions, new CommandRunner(surroundings)).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is ParseErrorAction)
        {
            return UsageFault.Print(parse, surroundings);
        }

        // Signals are ours: a drain may take longer than the library would wait.
        return await parse.InvokeAsync(
            new InvocationConfiguration
            {
                Output = surroundings.Out,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellation);
    }

    private static RootCommand Root(IHostActions actions, CommandRunner runner)
    {
        var root = new RootCommand(
            "Applies change events of ScyllaDB, Cassandra and SQL Server from Kafka to PostgreSQL." + Environment.NewLine
            + "Exit codes: 0 done, 1 found or failed, 2 bad usage or configuration.")
        {
            RunCommand.Create(actions, runner),
            DemoCommand.Create(actions, runner),
            ReplayCommand.Create(actions, runner),
            InvokeCommand.Create(actions, runner),
            ValidateCommand.Create(actions, runner),
            MigrateCommand.Create(actions, runner),
            DlqCommand.Create(actions.DeadLetters, runner),
            SchemaCommand.Create(actions.Schema, runner),
        };
        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        return root;
    }
}
