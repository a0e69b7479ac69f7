using CdcFunctions.Postgres.DeadLetters.Replay;
using Spectre.Console;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>Shows how far a replay of dead letters is, on the terminal's error stream.</summary>
internal sealed class ReplayProgressBar(CommandSession session)
{
    /// <summary>Runs the replay and hands every result on.</summary>
    public Task RunAsync(Func<Action<int>, IAsyncEnumerable<ReplayResult>> replay, Action<ReplayResult> settled)
    {
        if (!session.Progress.Profile.Capabilities.Interactive)
        {
            return EachAsync(replay(_ => { }), settled);
        }

        return session.Progress.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("Dead letters", maxValue: 1);
                return EachAsync(replay(count => bar.MaxValue = Math.Max(1, count)), result =>
                {
                    bar.Increment(1);
                    settled(result);
                });
            });
    }

    private static async Task EachAsync(IAsyncEnumerable<ReplayResult> results, Action<ReplayResult> settled)
    {
        await foreach (var result in results)
        {
            settled(result);
        }
    }
}
