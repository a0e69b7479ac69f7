using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CdcFunctions.Host.Web;

/// <summary><c>/healthz/live</c> (restart me when 503) and <c>/healthz/ready</c> (503 while a part does not do its work, with its name and what to do).</summary>
internal sealed class HealthEndpoints(IEnumerable<IHealthPart> parts) : IWebEndpoints
{
    private readonly IHealthPart[] _parts = [.. parts];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => Answer(report => report.IsLive));
        routes.MapGet("/healthz/ready", () => Answer(report => report.IsReady));
    }

    private IResult Answer(Func<HealthReport, bool> isWell)
    {
        var reports = _parts.SelectMany(part => part.Report()).ToList();
        var ill = reports.Where(report => !isWell(report)).Select(Entry).ToList();
        return ill.Count == 0
            ? Results.Json(new HealthAnswer("ok", [.. reports.Select(Entry)]), WebJson.Default.HealthAnswer)
            : Results.Json(new HealthAnswer("failing", ill), WebJson.Default.HealthAnswer, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static HealthEntry Entry(HealthReport report) => new(report.Name, report.Message);
}
