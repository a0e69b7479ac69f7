using System.Globalization;
using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>Real connectors' output, decoded and replayed, must give the rows the source held.</summary>
public sealed class RecordingTests
{
    private const long Now = 1_795_300_000_000_000;

    public static TheoryData<string> Names => [.. Recordings.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recording_replayed_gives_the_rows_of_its_source(string name)
    {
        var recording = Recordings.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        var expected = ExpectedTables.Of(name);

        var differences = Compare(recording, expected, Replay(recording, expected));

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_record_is_one_row_one_control_record_or_one_failure(string name)
    {
        var recording = Recordings.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        var records = RecordedEvents.Load(name);

        var decoded = Decoded.Of(ChangeDecoders.Create(recording.Source(ExpectedTables.Of(name)), new SchemaCatalog(), null), records);

        Assert.Empty(decoded.Failures);
        Assert.Equal(records.Length, decoded.Rows.Count + decoded.ControlCount);
    }

    private static Dictionary<string, ReplayedTable> Replay(Recording recording, ExpectedTables expected)
    {
        var records = RecordedEvents.Load(recording.Name);
        var catalog = new SchemaCatalog();
        foreach (var record in records)
        {
            catalog.Learn(record);
        }

        var decoder = ChangeDecoders.Create(recording.Source(expected), catalog, null);
        var tables = new Dictionary<string, ReplayedTable>(StringComparer.Ordinal);
        foreach (var batch in records.Chunk(37))
        {
            var decoded = Decoded.Of(decoder, batch);
            Assert.Empty(decoded.Failures);
            foreach (var row in decoded.Rows)
            {
                var table = row.Table.ToString();
                (tables.TryGetValue(table, out var known) ? known : tables[table] = new ReplayedTable()).Apply(row);
            }
        }

        return tables;
    }

    private static List<string> Compare(Recording recording, ExpectedTables expected, Dictionary<string, ReplayedTable> tables)
    {
        var differences = new List<string>();
        foreach (var table in expected.Tables)
        {
            var rows = tables.GetValueOrDefault(table.Name)?.Visible(Now) ?? [];
            CompareRows(recording, table, table.Rows, rows, table.Key, differences);
            var statics = tables.GetValueOrDefault(table.Name + "_static")?.Visible(Now) ?? [];
            statics = [.. statics.Where(row => row.Any(one => !table.Key.Contains(one.Key, StringComparer.Ordinal) && one.Value.State == CellState.Value))];
            CompareRows(recording, table, table.StaticRows, statics, [.. table.Key.Take(1)], differences);
        }

        return differences;
    }

    private static void CompareRows(
        Recording recording,
        ExpectedTable table,
        IReadOnlyList<JsonElement> expected,
        IReadOnlyList<IReadOnlyDictionary<string, Cell>> actual,
        IReadOnlyList<string> key,
        List<string> differences)
    {
        var left = actual.ToList();
        foreach (var row in expected)
        {
            var found = left.Find(one => key.All(column => CellComparer.Difference(table.Columns[column], row.GetProperty(column), one.GetValueOrDefault(column)) is null));
            if (found is null)
            {
                differences.Add($"{table.Name} lacks {row.GetRawText()}");
                continue;
            }

            left.Remove(found);
            differences.AddRange(
                from property in row.EnumerateObject()
                let difference = CellComparer.Difference(table.Columns[property.Name], property.Value, found.GetValueOrDefault(property.Name), recording.IsMillisecondsOnly)
                let rowName = string.Join('|', key.Select(column => row.GetProperty(column).ToString()))
                where difference is not null && !recording.IsUnknowable(table.Name, property.Name, rowName)
                select string.Create(CultureInfo.InvariantCulture, $"{table.Name} {rowName} {property.Name}: {difference}"));
        }

        left.RemoveAll(row => table.GhostRows.Any(ghost => ghost.EnumerateObject().All(one => CellComparer.Difference(table.Columns[one.Name], one.Value, row.GetValueOrDefault(one.Name)) is null)));
        differences.AddRange(left.Select(row => $"{table.Name} has too much: {string.Join(", ", row.Select(one => $"{one.Key}={one.Value.Text}"))}"));
    }
}
