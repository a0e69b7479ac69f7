using CdcFunctions.Changes;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>Recordings of SQL Server's traps (key changes in both forms, large columns, restarts), and their tails sent once more.</summary>
public sealed class RedeliveryTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    public static TheoryData<string> Recordings { get; } =
    [
        "sqlserver/pk-change", "sqlserver/pk-change-schemas", "sqlserver/pk-change-headers", "sqlserver/pk-change-headers-schemas",
        "sqlserver/max-columns-361", "sqlserver/max-columns-361-schemas", "sqlserver/max-columns-placeholder", "sqlserver/max-columns-placeholder-schemas",
        "sqlserver/max-columns-placeholder-hex", "sqlserver/max-columns-wide-maskbug", "sqlserver/transactions", "sqlserver/restart-replay",
    ];

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public async Task A_recording_ends_with_the_expected_rows_and_any_tail_of_it_sent_again_changes_nothing(string name)
    {
        var recording = new Recording(name);
        var target = new RecordingTarget(await fixture.RequireAsync(), recording);
        using var host = HostBuilding.FunctionsOnly(target.Options(new KafkaOptions()), new LogOptions { Level = LogEventLevel.Fatal });
        await host.Services.GetRequiredService<TargetPreload>().RunAsync(CancellationToken.None);
        var (sink, tally) = (ActivatorUtilities.CreateInstance<FunctionSink>(host.Services), host.Services.GetRequiredService<ApplyTally>());
        var records = new List<SourceRecord>();
        await foreach (var record in recording.ReadAsync())
        {
            records.Add(record);
        }

        var next = new Dictionary<(string, int), long>();
        await SendAsync(sink, records, next);
        await target.AssertRowsAsExpectedAsync(tally, "once");

        foreach (var seed in Seeds.Take(3))
        {
            // A connector goes back, dies again on the way, and then sends the tail: it never ends in the middle of a transaction.
            var random = new Random(seed);
            var from = random.Next(records.Count);
            await SendAsync(sink, records.GetRange(from, random.Next(1, records.Count - from + 1)), next);
            await SendAsync(sink, records.Skip(random.Next(from + 1)).ToList(), next);
            await target.AssertRowsAsExpectedAsync(tally, $"with a tail sent again{Seeds.Describe(seed)}");
        }
    }

    // At the next offsets of their partitions, as a connector that has started again sends them.
    private static async Task SendAsync(FunctionSink sink, List<SourceRecord> records, Dictionary<(string, int), long> next)
    {
        foreach (var record in records)
        {
            var place = (record.Topic, record.Partition);
            var offset = next.GetValueOrDefault(place);
            next[place] = offset + 1;
            await sink.DeliverAsync(record.Topic, [record with { Offset = offset }], CancellationToken.None);
        }
    }
}
