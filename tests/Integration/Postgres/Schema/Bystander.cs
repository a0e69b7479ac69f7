using System.Threading.Channels;
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
    private readonly Channel<TimeSpan> _times = Channel.CreateUnbounded<TimeSpan>();
    private readonly Task _writing;

    public Bystander(TestDatabase database)
    {
        _replica = new SchemaReplica(database.Warehouse, new SourceOptions { Name = "bystander", Dialect = Dialect.SqlServer, Topics = ["mss.Sales.dbo.bystander"] }, new SchemaOptions());
        _writing = Task.Run(WriteAsync);
    }

    public List<string> Retried => _replica.Retried;

    /// <summary>Waits for that many more batches and returns how long each took.</summary>
    public async Task<List<TimeSpan>> TakeTimesAsync(int batches)
    {
        var times = new List<TimeSpan>();
        while (times.Count < batches)
        {
            times.Add(await _times.Reader.ReadAsync());
        }

        return times;
    }

    /// <summary>How long each batch took that has not been asked for.</summary>
    public List<TimeSpan> TakeTimes()
    {
        var times = new List<TimeSpan>();
        while (_times.Reader.TryRead(out var time))
        {
            times.Add(time);
        }

        return times;
    }

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
        try
        {
            await WriteAllAsync();
        }
        finally
        {
            _times.Writer.Complete();
        }
    }

    private async Task WriteAllAsync()
    {
        var events = new ShapeEvents("bystander");
        for (var offset = 0; !_stop.IsCancellationRequested; offset += 20)
        {
            var start = TimeProvider.System.GetTimestamp();
            var paused = await _replica.ApplyAsync([.. Enumerable.Range(offset, 20).Select(id => events.Insert(0, id, ExampleChanges.All[0].After, id, 1, isEmbedded: true))]);
            Assert.Null(paused);
            _times.Writer.TryWrite(TimeProvider.System.GetElapsedTime(start));
        }
    }
}
