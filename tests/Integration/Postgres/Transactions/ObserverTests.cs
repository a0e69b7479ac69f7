using System.Diagnostics;
using CdcFunctions.Changes;
using CdcFunctions.Postgres;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using Npgsql;
using Xunit.Abstractions;

namespace CdcFunctions.Integration.Postgres.Transactions;

/// <summary>Sales of which each writes an order, three items and two accounts: whoever reads at any time sees whole ones only.</summary>
public sealed class ObserverTests(ITestOutputHelper output)
{
    private const int Accounts = 20;

    // BEGIN, accounts, one sale, END: the tables are there before anyone looks.
    private const int FirstRecords = Accounts + 6;

    private static readonly int Sales = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 50_000 : 5_000;

    // One statement reads one snapshot. Every sale has three items; balances move between two accounts and their sum stays.
    private const string Look =
        "select (select count(*) from erp.item) = 3 * (select count(*) from erp.orders) and (select sum(balance) from erp.account) = 20000, (select count(*) from erp.orders)";

    [SkippableFact]
    public async Task An_observer_never_sees_half_a_transaction_while_connections_are_killed_and_tails_come_again()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var seed = Seeds.Take(1).Single();
        var (log, random) = (Log(new Random(seed)), new Random(seed));
        using (var first = new AtomicScene(database))
        {
            await first.ApplyAsync(log.Take(FirstRecords));
        }

        using var ended = new CancellationTokenSource();
        var observer = Task.Run(() => ObserveAsync(database, ended.Token));
        var kills = await ApplyAsync(database, log, random);
        await ended.CancelAsync();

        var (looks, seen, halves, rate) = await observer;
        output.WriteLine($"{Sales} transactions, {kills} kills, {looks} looks ({rate:F0}/s) at {seen} states, seed {seed}");
        Assert.Equal(0, halves);
        Assert.True(kills > 0 && looks > Sales / 100, $"{kills} kills, {looks} looks");
        Assert.Equal(Sales + 1, await database.ScalarAsync<long>("select count(*) from erp.orders"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
    }

    // Each worker runs until its connections are killed; the next takes over at the checkpoint, as after SIGKILL.
    private static async Task<int> ApplyAsync(TestDatabase database, List<SourceRecord> log, Random random)
    {
        for (var kills = 0; ; kills++)
        {
            var name = $"worker {kills}";
            await using var warehouse = Warehouse.Open(database.Options, name);
            using var worker = new AtomicScene(database, warehouse: warehouse);
            var next = (int)await worker.TakeOverAsync();
            var killAt = next + random.Next(log.Count / 10);
            while (next < log.Count)
            {
                var size = Math.Min(random.Next(1, 1_500), log.Count - next);
                var apply = worker.ApplyAsync(log.Skip(next).Take(size));
                if (next + size > killAt)
                {
                    await database.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{name}'");
                }

                if (!await SucceedsAsync(apply) || next + size > killAt)
                {
                    break;
                }

                next += size;
            }

            if (next >= log.Count)
            {
                return kills;
            }
        }
    }

    private static async Task<bool> SucceedsAsync(Task apply)
    {
        try
        {
            await apply;
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<(int Looks, int States, int Halves, double Rate)> ObserveAsync(TestDatabase database, CancellationToken ended)
    {
        var (looks, halves, states, watch) = (0, 0, new HashSet<long>(), Stopwatch.StartNew());
        await using var connection = await database.Warehouse.OpenConnectionAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(Look, connection);
        while (!ended.IsCancellationRequested)
        {
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            halves += reader.GetBoolean(0) ? 0 : 1;
            states.Add(reader.GetInt64(1));
            looks++;
        }

        return (looks, states.Count, halves, looks / watch.Elapsed.TotalSeconds);
    }

    // The connector starts again now and then and sends a tail once more, from the middle of a transaction too.
    private static List<SourceRecord> Log(Random random)
    {
        var balances = Enumerable.Repeat(1_000, Accounts).ToArray();
        var log = new SalesLog().Transaction(1, [.. Enumerable.Range(0, Accounts).Select(id => $"c account {id} balance=1000"), "c orders 0 note=x", .. Enumerable.Range(0, 3).Select(id => $"c item {id} order_id=0")]);
        for (var sale = 1; sale <= Sales; sale++)
        {
            var (from, to, amount) = (random.Next(Accounts), random.Next(Accounts - 1), random.Next(100));
            to += to >= from ? 1 : 0;
            (balances[from], balances[to]) = (balances[from] - amount, balances[to] + amount);
            string[] changes =
            [
                $"c orders {sale} note=x", $"c item {3 * sale} order_id={sale}", $"u account {from} balance={balances[from]}",
                $"c item {(3 * sale) + 1} order_id={sale}", $"c item {(3 * sale) + 2} order_id={sale}", $"u account {to} balance={balances[to]}",
            ];
            log.Transaction(sale + 1, changes);
            if (random.Next(200) == 0)
            {
                foreach (var record in log.Records.TakeLast(random.Next(1, 60)).ToList())
                {
                    log.Add(record);
                }
            }
        }

        return [.. log.Records];
    }
}
