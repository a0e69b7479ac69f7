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
    private const int PayloadBytes = 500;
    private const int Rounds = 3;

    /// <summary>Measures each dialect, with and without embedded schema. The bar's figures are those of the slowest dialect.</summary>
    public static void Run(BenchReport report, BenchScale scale)
    {
        var forms = Enum.GetValues<Dialect>().Select(dialect => (Dialect: dialect, Bare: Decoding.Of(dialect, withSchema: false), Schema: Decoding.Of(dialect, withSchema: true))).ToList();
        foreach (var (_, bare, schema) in forms)
        {
            // All of them first: much of the code is the same, and is compiled in the background.
            bare.Repeat(scale.CoreTime);
            schema.Repeat(scale.CoreTime);
        }

        var all = forms.Select(form => Measure(form.Dialect, form.Bare, form.Schema, scale.CoreTime)).ToList();
        var slowest = all.MinBy(d => d.Bare.Order().ElementAt(d.Bare.Count / 2))!;
        var costliest = all.MinBy(d => d.Shares.Order().ElementAt(d.Shares.Count / 2))!;
        report.Add(Figure.Of("decode", "events/s", $"the slowest dialect ({slowest.Name}), {PayloadBytes} B payload without schema, one core", slowest.Bare));
        report.Add(Figure.Of("decode-schema", "%", $"the dearest dialect ({costliest.Name}), with embedded schema ({costliest.SchemaBytes} B a message), share of its rate without", costliest.Shares));
        foreach (var dialect in all)
        {
            report.Add(Figure.Of($"decode-{dialect.Name}", "events/s", $"{dialect.BareBytes} B a message", dialect.Bare));
            report.Add(Figure.Of($"decode-schema-{dialect.Name}", "events/s", $"{dialect.SchemaBytes} B a message", dialect.WithSchema));
            report.Add(Figure.Of($"decode-allocated-{dialect.Name}", "B/event", "batches of 5,000", dialect.Allocated));
        }
    }

    private static DialectRates Measure(Dialect dialect, Decoding bare, Decoding schema, TimeSpan time)
    {
        var rates = new DialectRates(dialect.ToString().ToLowerInvariant(), bare.MessageBytes, schema.MessageBytes);
        for (var round = 0; round < Rounds; round++)
        {
            // One after the other in the same round, so that the share does not hang on what else the machine does.
            var (without, with) = (bare.Repeat(time), schema.Repeat(time));
            rates.Add(without, with);
        }

        return rates;
    }

    private sealed record DialectRates(string Name, int BareBytes, int SchemaBytes)
    {
        public List<double> Bare { get; } = [];

        public List<double> WithSchema { get; } = [];

        public List<double> Shares { get; } = [];

        public List<double> Allocated { get; } = [];

        public void Add((double Rate, double Bytes) without, (double Rate, double Bytes) with)
        {
            Bare.Add(without.Rate);
            WithSchema.Add(with.Rate);
            Shares.Add(with.Rate / without.Rate * 100);
            Allocated.Add(without.Bytes);
        }
    }

    private sealed class Decoding
    {
        private readonly IChangeDecoder _decoder;
        private readonly SourceRecord[] _records;

        private Decoding(EventForm form)
        {
            var factory = new EventFactory(form);
            _decoder = ChangeDecoders.Create(BenchSource.Of(form), new SchemaCatalog(), target: null);
            _records = [.. Enumerable.Range(0, BatchSize).Select(i => new SourceRecord(factory.Topic, 0, i, EventFactory.Key(i), factory.Value(i, i, true), 0))];
        }

        public static Decoding Of(Dialect dialect, bool withSchema) => new(new EventForm(dialect, PayloadBytes, withSchema));

        public int MessageBytes => _records[0].Value!.Length;

        public (double Rate, double Bytes) Repeat(TimeSpan time)
        {
            var events = 0L;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < time)
            {
                using var batch = new ChangeBatch();
                _decoder.Decode(_records, batch);
                if (batch.Failures.Count > 0 || batch.Tables.Sum(table => table.Count) != _records.Length)
                {
                    throw new InvalidOperationException($"The benchmark's own event is refused: {batch.Failures.FirstOrDefault()?.Message}");
                }

                events += _records.Length;
            }

            return (events / clock.Elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)events);
        }
    }
}
