using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Replay;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Debezium;

/// <summary>Real records, cut and damaged: nothing throws, and no part of a row stays behind.</summary>
public sealed class BrokenRecordTests
{
    private const int Seed = 20_260_820;

    public static TheoryData<string> Names => ["scylla/types-advanced", "scylla/types-advanced-schemas", "scylla/crud-legacy", "scylla/static-advanced", "cassandra/types.noschema", "cassandra/orders.noschema", "cassandra/partial-updates", "sqlserver/types-precise-adaptive", "sqlserver/crud-schemas", "sqlserver/max-columns-361", "sqlserver/incremental-snapshot"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_cut_at_any_byte_is_one_failure_and_no_row(string name)
    {
        var (decoder, samples) = Open(name);
        foreach (var record in samples)
        {
            // Records of several kilobytes are mostly schema: a stride keeps the test short and still visits every part.
            var stride = Math.Max(1, record.Value.Length / 600);
            for (var length = 0; length < record.Value.Length; length += stride)
            {
                var decoded = Decoded.Of(decoder, record with { Value = Cut(record.Value, length) });

                Assert.True(decoded.Failures.Count == 1 && decoded.Rows.Count == 0 && decoded.ControlCount == 0, $"{name} {record.Topic} cut at {length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_cut_at_any_byte_but_the_first_is_one_failure_and_no_row(string name)
    {
        var (decoder, samples) = Open(name);
        foreach (var record in samples.Where(one => !one.Key.IsNull && one.Topic.Split('.').Length > 2 && !one.Topic.EndsWith("signal", StringComparison.Ordinal)))
        {
            for (var length = 1; length < record.Key.Length; length++)
            {
                var decoded = Decoded.Of(decoder, record with { Key = Cut(record.Key, length) });

                Assert.True(decoded.Failures.Count == 1 && decoded.Rows.Count == 0, $"{name} {record.Topic} key cut at {length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_record_never_throws_and_is_counted_once(string name)
    {
        var random = new Random(Seed);
        var (decoder, samples) = Open(name);
        foreach (var record in samples)
        {
            for (var round = 0; round < 400; round++)
            {
                var damaged = record with { Value = Damage(record.Value.ToArray()!, random), Key = round % 4 == 0 && !record.Key.IsNull ? Damage(record.Key.ToArray()!, random) : record.Key };

                var decoded = Decoded.Of(decoder, damaged);

                Assert.True(decoded.Failures.Count + decoded.Rows.Count + decoded.ControlCount == 1, $"{name} {record.Topic} seed {Seed} round {round}");
            }
        }
    }

    [Fact]
    public void Bad_records_between_good_ones_leave_the_good_rows_as_they_are()
    {
        var (decoder, samples) = Open("scylla/types-advanced");
        var good = samples[0];
        var bad = good with { Value = Cut(good.Value, good.Value.Length - 20) };

        var alone = Decoded.Of(decoder, good, good);
        var mixed = Decoded.Of(decoder, bad, good, bad, bad, good, bad);

        Assert.Equal(4, mixed.Failures.Count);
        Assert.Equal(new[] { 1, 4 }, mixed.Rows.Select(row => row.Header.RecordIndex));
        Assert.All(mixed.Rows.Zip(alone.Rows), pair => Assert.Equal(Text(pair.Second), Text(pair.First)));
    }

    private static (IChangeDecoder Decoder, List<SourceRecord> Samples) Open(string name)
    {
        var recording = new Recording(name);
        var records = RecordedEvents.Load(name);
        var catalog = new SchemaCatalog();
        foreach (var record in records)
        {
            catalog.Learn(record);
        }

        var decoder = ChangeDecoders.Create(recording.Source(ExpectedTables.Of(name)), catalog, null);
        Decoded.Of(decoder, records);
        var samples = records.Where(one => !one.Value.IsNull && !one.Topic.StartsWith("__", StringComparison.Ordinal))
            .DistinctBy(one => $"{one.Topic} {one.Value.Length % 3}", StringComparer.Ordinal).Take(6).ToList();
        return (decoder, samples);
    }

    private static string Text(DecodedRow row)
        => string.Join('\n', row.Cells.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value.Text}"));

    // The rest stays where it is, as other records do in a buffer.
    private static RecordBytes Cut(RecordBytes bytes, int length) => new(bytes.ToArray()!, 0, length);

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var damaged = bytes.ToArray();
        for (var flips = random.Next(1, 4); flips > 0; flips--)
        {
            damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : " \"{}[]:,0nt\\-"u8[random.Next(13)]);
        }

        return damaged;
    }
}
