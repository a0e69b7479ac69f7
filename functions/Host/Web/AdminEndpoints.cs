using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CdcFunctions.Host.Web;

/// <summary><c>GET /admin/functions</c> lists the functions; <c>POST /admin/functions/{name}</c> runs a timer function once.</summary>
internal sealed class AdminEndpoints(FunctionCatalog catalog, IKafkaListeners kafka, ITimerListeners timers) : IWebEndpoints
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/functions", () => Results.Json(List(), WebJson.Default.IReadOnlyListFunctionEntry));
        routes.MapPost("/admin/functions/{name}", RunAsync);
    }

    private IReadOnlyList<FunctionEntry> List()
        => [.. kafka.Snapshots().Select(Entry)
            .Concat(timers.Snapshots().Select(Entry))
            .Concat(catalog.Disabled.Select(function => new FunctionEntry(function.Name, "none", "disabled", function.Reason)))
            .OrderBy(function => function.Name, StringComparer.Ordinal)];

    private async Task<IResult> RunAsync(string name, CancellationToken cancellation)
    {
        if (catalog.KafkaTriggers.Any(trigger => string.Equals(trigger.Function.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return Answer(name, "refused", "Only timer functions run on demand; this one runs when records come.", StatusCodes.Status400BadRequest);
        }

        return await timers.RunNowAsync(name, cancellation) switch
        {
            TimerRun.Succeeded => Answer(name, "succeeded", "It ran and returned.", StatusCodes.Status200OK),
            TimerRun.Failed => Answer(name, "failed", "It threw; the log of this process says what.", StatusCodes.Status500InternalServerError),
            TimerRun.AlreadyRunning => Answer(name, "already running", "It runs now, here or in another replica. Try again later.", StatusCodes.Status409Conflict),
            _ => Answer(name, "unknown", "No such function runs here. GET /admin/functions lists them.", StatusCodes.Status404NotFound),
        };
    }

    private static IResult Answer(string name, string outcome, string message, int status)
        => Results.Json(new RunAnswer(name, outcome, message), WebJson.Default.RunAnswer, statusCode: status);

    private static FunctionEntry Entry(ListenerSnapshot listener)
        => new(listener.Function, "kafka", Word(listener.State), $"{string.Join(", ", listener.Topics)} as {listener.ConsumerGroup}, {listener.Lanes.Count} partitions");

    private static FunctionEntry Entry(TimerSnapshot timer)
        => new(timer.Function, "timer", timer.IsRunning ? "running" : "waiting", $"{timer.Schedule}, next {timer.NextRun?.ToString("u") ?? "unknown"}");

    private static string Word(ListenerState state) => state.ToString().ToLowerInvariant();
}
