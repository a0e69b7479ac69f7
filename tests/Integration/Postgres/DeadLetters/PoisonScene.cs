using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CdcFunctions.App;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

/// <summary>The product's own services over a table with every kind of constraint, fed with events of which some are bad in a known way.</summary>
internal sealed partial class PoisonScene : IAsyncDisposable
{
    public const string Table =
        """
        create schema shop;
        create type shop.colour as enum ('red', 'green');
        create table shop.parent (id bigint primary key);
        insert into shop.parent select generate_series(1, 10);
        create table shop.orders (
            id bigint primary key, note varchar(20), n integer, d date, c shop.colour, u uuid, j jsonb, amount numeric(6,2),
            parent bigint references shop.parent, code bigint, must text not null, small integer check (small < 100));
        create unique index code on shop.orders (code);
        """;

    /// <summary>Takes away what refuses; where only the event itself is bad, the mend is a better event.</summary>
    public const string Mend =
        """
        alter table shop.orders alter note type text, alter n type bigint, alter d type text, alter c type text, alter u type text, alter j type text, alter amount type numeric,
            drop constraint orders_parent_fkey, drop constraint orders_small_check, alter must drop not null;
        drop index shop.code;
        """;

    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private PoisonScene(TestDatabase database, ServiceProvider services) => (_database, _services) = (database, services);

    /// <summary>The ways to be bad, by name: each changes a good event.</summary>
    public static IReadOnlyList<(string Name, bool CanBeMended, Func<string, string> Spoil)> Kinds { get; } =
    [
        ("too long", true, good => good.Replace("\"fine\"", "\"far too long for twenty\"", StringComparison.Ordinal)),
        ("overflow", true, good => good.Replace("\"n\":7", "\"n\":9999999999", StringComparison.Ordinal)),
        ("bad date", true, good => good.Replace("2026-08-01", "2026-13-45", StringComparison.Ordinal)),
        ("unknown enum label", true, good => good.Replace("\"red\"", "\"blue\"", StringComparison.Ordinal)),
        ("bad uuid", true, good => good.Replace("6f1c", "zzzz", StringComparison.Ordinal)),
        ("bad json document", true, good => good.Replace("[1]", "[1", StringComparison.Ordinal)),
        ("number too large for its precision", true, good => good.Replace("\"12.50\"", "\"1234567.50\"", StringComparison.Ordinal)),
        ("no such parent", true, good => good.Replace("\"parent\":1", "\"parent\":99", StringComparison.Ordinal)),
        ("unique clash", true, good => good.Replace("\"code\":null", "\"code\":1", StringComparison.Ordinal)),
        ("missing value", true, good => good.Replace("\"must\":\"m\"", "\"must\":null", StringComparison.Ordinal)),
        ("check violated", true, good => good.Replace("\"small\":5", "\"small\":500", StringComparison.Ordinal)),
        ("NUL in a text", false, good => good.Replace("\"fine\"", "\"a\\u0000b\"", StringComparison.Ordinal)),
        ("cut off", false, good => good[..(good.Length / 2)]),
        ("no key", false, good => Id().Replace(good, "\"id\":null")),
        ("no event", false, _ => "42"),
        ("bad UTF-8", false, good => good.Replace("fine", "fi\u00ffne", StringComparison.Ordinal)),
    ];

    public static async Task<PoisonScene> CreateAsync()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Table);
        return new PoisonScene(database, await StartAsync(database));
    }

    public async Task ApplyAsync(IEnumerable<SourceRecord> records, int batch)
    {
        var applier = _services.GetRequiredService<ChangeApplier>();
        foreach (var chunk in records.Chunk(batch))
        {
            await applier.ApplyAsync(Dialect.Scylla, chunk, CancellationToken.None);
        }
    }

    public ApplyTally Tally => _services.GetRequiredService<ApplyTally>();

    /// <summary>Mends the table and replays everything that is open, as <c>cdc dlq replay</c> does.</summary>
    public async Task<List<ReplayResult>> MendAndReplayAsync()
    {
        await _database.ExecuteAsync(Mend);
        await using var replayer = await StartAsync(_database);
        var results = new List<ReplayResult>();
        await foreach (var result in replayer.GetRequiredService<DeadLetterReplay>().RunAsync(new DeadLetterFilter { ConsumerGroup = "cdcfunctions" }, isDryRun: false, CancellationToken.None))
        {
            results.Add(result);
        }

        return results;
    }

    public Task<T> ScalarAsync<T>(string sql) => _database.ScalarAsync<T>(sql);

    /// <summary>A record at an offset, which is also its key; spoilt in a way of <see cref="Kinds"/>, or good.</summary>
    public static SourceRecord Record(long offset, int? kind)
    {
        var id = offset.ToString(CultureInfo.InvariantCulture);
        var code = kind is null ? id : "null";
        var good = $$$"""{"source":{"connector":"scylla","name":"scy","ts_ms":1795161601000,"ts_us":17951616010{{{offset:000000}}},"keyspace_name":"shop","table_name":"orders"},"before":null,"after":{"id":{{{id}}},"note":"fine","n":7,"d":"2026-08-01","c":"red","u":"6f1c0000-0000-0000-0000-000000000001","j":"[1]","amount":"12.50","parent":1,"code":{{{code}}},"must":"m","small":5},"key":{"id":{{{id}}}},"op":"c","ts_ms":1795161601000}""";
        var text = kind is { } at ? Kinds[at].Spoil(good) : good;

        // One byte per sign, so that a sign beyond ASCII is no UTF-8. What spoils the event's key spoils the record's.
        var key = $$"""{"id":{{id}}}""";
        return new SourceRecord("shop.orders", 0, offset, Encoding.UTF8.GetBytes(kind is { } spoilt ? Kinds[spoilt].Spoil(key) : key), Encoding.Latin1.GetBytes(text), 1795161601000);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    // As a new process: events without schema take their types from the table as it is then.
    private static async Task<ServiceProvider> StartAsync(TestDatabase database)
    {
        // The table stays as it is: a number that does not fit is bad, not a reason to widen its column.
        var tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = TableOptions.Default with { SchemaChanges = SchemaChangePolicy.Ignore } };
        var source = new SourceOptions { Name = "shop", Dialect = Dialect.Scylla, Topics = ["shop.orders"], Tables = tables };
        var services = new ServiceCollection().AddLogging().AddApp(new CdcOptions { Postgres = database.Options, Sources = [source] }).BuildServiceProvider();
        await services.GetRequiredService<TargetPreload>().RunAsync(CancellationToken.None);
        return services;
    }

    [GeneratedRegex("\"id\":[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
