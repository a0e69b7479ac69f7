using System.Diagnostics;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Decode;

/// <summary>Bytes into columns, on one core, without anything behind it.</summary>
internal static class DecodeBench
{
    private const int BatchSize = 5000;

    /// <summary>Measures each dialect, with and without embedded schema.</summary>
    public static void Run(BenchReport report, BenchScale scale)
    {
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            foreach (var withSchema in new[] { false, true })
            {
                var form = new EventForm(dialect, 500, withSchema);
                var decoder = ChangeDecoders.Create(BenchSource.Of(form), new SchemaCatalog(), target: null);
                var records = Records(form);
                Repeat(decoder, records, TimeSpan.FromSeconds(0.5));
                var rounds = Enumerable.Range(0, scale.Rounds).Select(_ => Repeat(decoder, records, TimeSpan.FromSeconds(1))).ToList();
                var name = $"decode{(withSchema ? "-schema" : "")}-{dialect.ToString().ToLowerInvariant()}";
                report.Add(Figure.Of(name, "events/s", $"{form.Name}, {records[0].Value!.Length} B a message, one core", rounds.ConvertAll(r => r.Rate)));
                report.Add(Figure.Of($"{name}-allocated", "B/event", form.Name, rounds.ConvertAll(r => r.Bytes)));
            }
        }
    }

    private static (double Rate, double Bytes) Repeat(IChangeDecoder decoder, SourceRecord[] records, TimeSpan time)
    {
        var events = 0L;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            using var batch = new ChangeBatch();
            decoder.Decode(records, batch);
            if (batch.Failures.Count > 0)
            {
                throw new InvalidOperationException($"The benchmark's own event is refused: {batch.Failures[0].Message}");
            }

            events += records.Length;
        }

        return (events / clock.Elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)events);
    }

    private static SourceRecord[] Records(EventForm form)
    {
        var factory = new EventFactory(form);
        return [.. Enumerable.Range(0, BatchSize).Select(i => new SourceRecord(factory.Topic, 0, i, EventFactory.Key(i), factory.Value(i, i, true), 0))];
    }
}
