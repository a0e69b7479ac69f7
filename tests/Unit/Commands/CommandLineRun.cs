using CdcFunctions.Host.Commands;
using NSubstitute;

namespace CdcFunctions.Unit.Commands;

/// <summary>A command line run in memory: what it printed and its exit code.</summary>
internal sealed record CommandLineRun(int ExitCode, string Out, string Error)
{
    public const string Complete = """
        postgres: { connectionString: Host=db;Username=cdc_writer;Password=hunter2;Database=warehouse }
        kafka: { brokers: k:1 }
        sources:
        - name: shop
          dialect: scylla
          topics: ^shop\..*
          tables: { users: { target: customers, deletes: soft } }
        """;

    public static Task<CommandLineRun> OfAsync(params string[] arguments) => OfAsync(Substitute.For<IHostActions>(), arguments);

    public static async Task<CommandLineRun> OfAsync(IHostActions actions, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new CommandSurroundings(output, error, new Dictionary<string, string>(StringComparer.Ordinal), IsTerminal: false);
        var exitCode = await CommandLine.RunAsync(arguments, actions, surroundings, CancellationToken.None);
        return new CommandLineRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs with a configuration file of this text.</summary>
    public static async Task<CommandLineRun> WithConfigAsync(string yaml, IHostActions actions, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, yaml);
            var run = await OfAsync(actions, [.. arguments, "--config", file]);
            return run with { Out = run.Out.Replace(file, "cdc.yaml", StringComparison.Ordinal), Error = run.Error.Replace(file, "cdc.yaml", StringComparison.Ordinal) };
        }
        finally
        {
            File.Delete(file);
        }
    }
}
