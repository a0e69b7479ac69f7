using CdcFunctions.Host.Commands;
using CdcFunctions.Host.Commands.Checks;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Schema;

namespace CdcFunctions.Host;

/// <summary>Where the parts of the host are put together: what each command sets in motion.</summary>
public sealed class Composition : IHostActions
{
    /// <inheritdoc/>
    public Task<int> RunAsync(CdcOptions options, CommandSession session, CancellationToken cancellation)
        => throw new NotSupportedException("This build has no host.");

    /// <inheritdoc/>
    public Task<int> DemoAsync(DemoRequest request, CommandSession session, CancellationToken cancellation)
        => throw new NotSupportedException("This build has no demo.");

    /// <inheritdoc/>
    public Task<int> ReplayAsync(CdcOptions options, ReplayRequest request, CommandSession session, CancellationToken cancellation)
        => throw new NotSupportedException("This build has no replay.");

    /// <inheritdoc/>
    public Task<int> InvokeAsync(CdcOptions options, string function, CommandSession session, CancellationToken cancellation)
        => throw new NotSupportedException("This build has no functions.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MigrateAsync(CdcOptions options, CancellationToken cancellation)
    {
        await using var warehouse = Warehouse.Open(options.Postgres);
        return await BookkeepingSchema.MigrateAsync(warehouse, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectionFinding>> ConnectAsync(CdcOptions options, CancellationToken cancellation)
        => [.. await WarehouseCheck.RunAsync(options, cancellation), .. await BrokerCheck.RunAsync(options, cancellation)];
}
