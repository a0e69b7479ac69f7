using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>Another table that is written to all the time while others change.</summary>
internal sealed class Bystander : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SchemaReplica _replica;
    private readonly Task _writing;

    public Bystander(TestDatabase database)
    {
        _replica = new SchemaReplica(database.Warehouse, new SourceOptions { Name = "bystander", Dialect = Dialect.SqlServer, Topics = ["mss.Sales.dbo.bystander"] }, new SchemaOptions());
        _writing = Task.Run(WriteAsync);
    }

    public List<string> Retried => _replica.Retried;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _replica.Dispose();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        var events = new ShapeEvents("bystander");
        for (var offset = 0; !_stop.IsCancellationRequested; offset += 20)
        {
            var paused = await _replica.ApplyAsync([.. Enumerable.Range(offset, 20).Select(id => events.Insert(0, id, ExampleChanges.All[0].After, id, 1, isEmbedded: true))]);
            Assert.Null(paused);
        }
    }
}
