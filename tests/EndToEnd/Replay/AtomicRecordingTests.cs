using CdcFunctions.Changes;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>Recordings of SQL Server with all topics routed into one, as the shipped connector configuration does.</summary>
public sealed class AtomicRecordingTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private const string Topic = "mss.all";

    public static TheoryData<string> Recordings { get; } =
    [
        "sqlserver/transactions", "sqlserver/transactions-schemas", "sqlserver/restart-replay", "sqlserver/volume-5000",
        "sqlserver/pk-change", "sqlserver/pk-change-headers", "sqlserver/no-transaction-metadata", "sqlserver/incremental-snapshot", "sqlserver/crud-schemas",
    ];

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public async Task A_recording_applied_in_whole_transactions_ends_with_exactly_the_expected_rows(string name)
    {
        foreach (var seed in Seeds.Take(2))
        {
            var (recording, random) = (new Recording(name), new Random(seed));
            var target = new RecordingTarget(await fixture.RequireAsync(), recording);
            var tally = await ReplayAsync(target, recording, [.. Enumerable.Repeat(0, 7).Select(_ => random.Next(1, 400))]);

            await target.AssertRowsAsExpectedAsync(tally, $"in whole transactions{Seeds.Describe(seed)}");
        }
    }

    private static async Task<ApplyTally> ReplayAsync(RecordingTarget target, Recording recording, int[] sizes)
    {
        var options = target.Options(new KafkaOptions());
        options = options with
        {
            Sources = [options.Sources[0] with { Topics = [Topic], SchemaTopic = null, Transactions = TransactionMode.Atomic, IncompleteTransactions = IncompleteTransactionPolicy.Apply }],
        };
        using var host = HostBuilding.FunctionsOnly(options, new LogOptions { Level = LogEventLevel.Fatal });
        var sink = ActivatorUtilities.CreateInstance<FunctionSink>(host.Services);
        var records = await RoutedAsync(recording);
        for (var (at, turn) = (0, 0); at < records.Count; turn++)
        {
            var size = Math.Min(sizes[turn % sizes.Length], records.Count - at);
            await sink.DeliverAsync(Topic, records.GetRange(at, size), CancellationToken.None);
            at += size;
        }

        // The last transaction of a recording may have no END; the next change of the source would release it.
        if (host.Services.GetRequiredService<TransactionTally>().Waiting.Count > 0)
        {
            var next = new SourceRecord(Topic, 0, records.Count, null, """{"status":"BEGIN","id":"7fffffff:ffffffff:ffff","event_count":null,"data_collections":null,"ts_ms":1}"""u8.ToArray(), 0);
            await sink.DeliverAsync(Topic, [next], CancellationToken.None);
        }

        return host.Services.GetRequiredService<ApplyTally>();
    }

    private static async Task<List<SourceRecord>> RoutedAsync(Recording recording)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in recording.ReadAsync())
        {
            records.Add(record with { Topic = Topic, Partition = 0, Offset = records.Count });
        }

        return records;
    }
}
