using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

/// <summary>A worker whose table refuses notes longer than five letters and values of a from 100 on, and the tools for what it parks.</summary>
internal sealed class DeadLetterScene : IAsyncDisposable
{
    public const string Mend = "alter table shop.orders alter note type text, drop constraint small";

    private readonly TestDatabase _database;

    private DeadLetterScene(TestDatabase database, TableOptions? options, TimeProvider? time)
    {
        _database = database;
        Worker = new ApplyScene(database, options, time);
        Store = new DeadLetterStore(database.Warehouse);
    }

    public ApplyScene Worker { get; }

    public DeadLetterStore Store { get; }

    public static DeadLetterFilter Open { get; } = new() { ConsumerGroup = "cdcfunctions" };

    public static async Task<DeadLetterScene> CreateAsync(TableOptions? options = null, TimeProvider? time = null)
    {
        var scene = new DeadLetterScene(await TestPostgres.CreateDatabaseAsync(), options, time);
        await scene.Worker.ApplyAsync("orders|u|0|1|a=0|b=0|note=first");
        await scene.ChangeAsync("drop view if exists shop.orders_live; alter table shop.orders alter note type varchar(5), add constraint small check (a < 100)");
        return scene;
    }

    /// <summary>Changes the table; the worker looks at it again.</summary>
    public async Task ChangeAsync(string sql)
    {
        await _database.ExecuteAsync(sql);
        Worker.Forget();
    }

    public Task MendAsync() => ChangeAsync(Mend);

    public Task<List<ReplayResult>> ReplayAsync(DeadLetterFilter? filter = null, bool isDryRun = false) => ReplayAsync(Worker.Replay, filter, isDryRun);

    public static async Task<List<ReplayResult>> ReplayAsync(DeadLetterReplay replay, DeadLetterFilter? filter = null, bool isDryRun = false)
    {
        var results = new List<ReplayResult>();
        await foreach (var result in replay.RunAsync(filter ?? Open, isDryRun, CancellationToken.None))
        {
            results.Add(result);
        }

        return results;
    }

    /// <summary>Offset, status, attempts and resolution of every letter.</summary>
    public Task<string> LettersAsync() => _database.ScalarAsync<string>(
        "select coalesce(string_agg(concat_ws(' ', record_offset, status, attempts, resolution), ', ' order by record_offset), '') from cdc.dead_letter");

    public Task<T> ScalarAsync<T>(string sql) => _database.ScalarAsync<T>(sql);

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        await _database.DisposeAsync();
    }
}
