using CdcFunctions.Changes;
using CdcFunctions.Host.Commands;
using CdcFunctions.Host.Commands.Checks;
using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Host.Commands.Schema;
using CdcFunctions.Host.DeadLetters;
using CdcFunctions.Host.Demo;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Host.Replay;
using CdcFunctions.Host.Schema;
using CdcFunctions.Host.Timers;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace CdcFunctions.Host;

/// <summary>Where the parts of the host are put together: what each command sets in motion.</summary>
public sealed class Composition : IHostActions
{
    /// <inheritdoc/>
    public IDeadLetterActions DeadLetters { get; } = new DeadLetterActions();

    /// <inheritdoc/>
    public ISchemaActions Schema { get; } = new SchemaActions();

    /// <inheritdoc/>
    public async Task<int> RunAsync(CdcOptions options, CommandSession session, CancellationToken cancellation)
    {
        await Task.Run(new AtomicTopics(options).RefuseAtStart, cancellation);
        await using var host = await RunningHost.StartAsync(HostBuilding.Whole(options, session.Log), cancellation);
        await Task.WhenAny(host.Completion, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
        return ExitCode.Done;
    }

    /// <inheritdoc/>
    public Task<int> DemoAsync(DemoRequest request, CommandSession session, CancellationToken cancellation)
    {
        // The report is the result: the host's own log would stand between.
        var log = session.IsVerbose ? session.Log : session.Log with { Level = Serilog.Events.LogEventLevel.Error };
        return new DemoRun(new HostLauncher(log), TimeProvider.System, session).RunAsync(new DemoOptions { Keep = request.Keep }, cancellation);
    }

    /// <inheritdoc/>
    public async Task<int> ReplayAsync(CdcOptions options, ReplayRequest request, CommandSession session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        options = request.Group is { } group ? options with { Kafka = options.Kafka with { ConsumerGroup = group } } : options;
        using var host = await PreparedFunctions.StartAsync(options, session.Log, cancellation);
        var sink = ActivatorUtilities.CreateInstance<FunctionSink>(host.Services);
        var replay = new ReplayRun(sink, new ReplayOptions { BatchSize = request.BatchSize });
        var summary = await replay.RunAsync(All(request.Files, cancellation), progress: null, cancellation);
        return ReplayReport.Print(session, summary, host.Services.GetRequiredService<ApplyTally>());
    }

    /// <inheritdoc/>
    public async Task<int> InvokeAsync(CdcOptions options, string function, CommandSession session, CancellationToken cancellation)
    {
        using var host = await PreparedFunctions.StartAsync(options, session.Log, cancellation);
        var run = await host.Services.GetRequiredService<ITimerListeners>().RunNowAsync(function, cancellation);
        if (run is null)
        {
            throw new UnknownFunctionException(function, host.Services.GetRequiredService<FunctionCatalog>().TimerTriggers.Select(trigger => trigger.Function.Name));
        }

        var text = run switch
        {
            TimerRun.Succeeded => $"{function} has run.",
            TimerRun.AlreadyRunning => $"{function} runs already, here or in another replica. Nothing was started.",
            _ => $"{function} failed; the log above says why.",
        };
        await (session.IsJson ? Console(session, new { ok = run == TimerRun.Succeeded, function, run = run.ToString() }) : session.Out.WriteLineAsync(text));
        return run == TimerRun.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MigrateAsync(CdcOptions options, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres);
        return await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectionFinding>> ConnectAsync(CdcOptions options, CancellationToken cancellation)
        => [.. await WarehouseCheck.RunAsync(options, cancellation), .. await BrokerCheck.RunAsync(options, cancellation)];

    private static Task Console(CommandSession session, object result)
    {
        session.Write(result);
        return Task.CompletedTask;
    }

    private static async IAsyncEnumerable<SourceRecord> All(IReadOnlyList<string> files, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            await foreach (var record in RecordedEvents.ReadAsync(file, cancellation))
            {
                yield return record;
            }
        }
    }
}
