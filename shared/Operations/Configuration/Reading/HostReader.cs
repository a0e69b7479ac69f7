namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>host</c>.</summary>
internal static class HostReader
{
    /// <summary>The options.</summary>
    public static HostOptions Read(Section host)
    {
        var defaults = new HostOptions();
        var options = new HostOptions
        {
            Listen = host.Text("listen") ?? defaults.Listen,
            ShutdownTimeout = host.Duration("shutdownTimeout", defaults.ShutdownTimeout, Limits.Durations<HostOptions>(nameof(HostOptions.ShutdownTimeout))),
        };
        if (!Endpoint.TryParse(options.Listen, out _, out _))
        {
            host.FaultyValue("listen", options.Listen, "address:port, such as 127.0.0.1:8080 or *:8080; port 0 picks a free one", host.ChangeTo("listen", defaults.Listen));
        }

        host.RefuseOthers();
        return options;
    }
}
