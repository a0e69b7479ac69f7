using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CdcFunctions.Host.Hosting;

/// <summary>The functions and their services for a command that calls them by hand, with the warehouse prepared.</summary>
internal static class PreparedFunctions
{
    /// <summary>Builds and prepares them. The warehouse is asked first, so that a wrong password is an answer and not a retry.</summary>
    public static async Task<IHost> StartAsync(CdcOptions options, LogOptions log, CancellationToken cancellation)
    {
        var host = HostBuilding.FunctionsOnly(options, log);
        try
        {
            await BookkeepingSchema.MigrateAsync(host.Services.GetRequiredService<NpgsqlDataSource>(), cancellation);
            await host.Services.GetRequiredService<TargetPreload>().RunAsync(cancellation);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
