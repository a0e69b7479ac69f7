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
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>Recordings doubled, sent again from any earlier place, read again from any earlier offset, their partitions mixed at random.</summary>
public sealed class RandomScheduleTests(DatabaseFixture fixture, ITestOutputHelper output) : IClassFixture<DatabaseFixture>
{
    private static readonly int Schedules = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 200 : 3;

    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Exact), MemberType = typeof(RecordingCatalog))]
    public async Task However_a_recording_comes_it_ends_with_exactly_the_expected_rows(string name)
    {
        var (database, recording) = (await fixture.RequireAsync(), new Recording(name));
        var records = await recording.ReadAsync().ToListAsync();
        var delivered = 0L;
        foreach (var seed in Seeds.Take(Schedules))
        {
            var target = new RecordingTarget(database, recording);
            var tally = await DeliverAsync(target, records, new RandomSchedule(seed));
            await target.AssertRowsAsExpectedAsync(tally, $"by a random schedule{Seeds.Describe(seed)}");
            delivered += tally.Consumed;
            await target.DropAsync();
        }

        output.WriteLine($"{Schedules} schedules, {delivered} records");
    }

    private static async Task<ApplyTally> DeliverAsync(RecordingTarget target, List<SourceRecord> records, RandomSchedule schedule)
    {
        using var host = HostBuilding.FunctionsOnly(target.Options(new KafkaOptions()), new LogOptions { Level = LogEventLevel.Fatal });
        await host.Services.GetRequiredService<TargetPreload>().RunAsync(CancellationToken.None);
        var sink = ActivatorUtilities.CreateInstance<FunctionSink>(host.Services);

        // The catalog is read from its start before data, as the host does.
        foreach (var topic in records.Where(record => sink.IsSchemaTopic(record.Topic)).GroupBy(record => record.Topic, StringComparer.Ordinal))
        {
            await sink.DeliverAsync(topic.Key, [.. topic], CancellationToken.None);
        }

        foreach (var batch in schedule.Batches([.. records.Where(record => sink.Accepts(record.Topic) && !sink.IsSchemaTopic(record.Topic))]))
        {
            await sink.DeliverAsync(batch[0].Topic, batch, CancellationToken.None);
        }

        return host.Services.GetRequiredService<ApplyTally>();
    }
}
