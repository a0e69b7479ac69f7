using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Host.Hosting;

/// <summary>Prepares as soon as PostgreSQL answers, so that a process that only runs timers finds its bookkeeping too.</summary>
internal sealed partial class PreparationAtStart(Preparation preparation, CdcOptions options, TimeProvider time, ILogger<PreparationAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var advice in SourceAdvice.For(options))
        {
            Log.Advice(logger, advice);
        }

        while (true)
        {
            try
            {
                await preparation.CompleteAsync(stoppingToken);
                return;
            }
            catch (Exception away) when (away is NpgsqlException || FailureClassifier.Classify(away) == FailureKind.Transient)
            {
                // Lanes say more of it: they cannot open meanwhile.
                Log.Waiting(logger, Pause);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2811, LogLevel.Debug, "The bookkeeping schema is not ready. Trying again in {Pause}.")]
        public static partial void Waiting(ILogger logger, TimeSpan pause);

        [LoggerMessage(2812, LogLevel.Warning, "{Advice}")]
        public static partial void Advice(ILogger logger, string advice);
    }
}
