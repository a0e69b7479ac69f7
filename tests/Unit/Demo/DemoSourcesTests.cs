using CdcFunctions.Host.Demo;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Demo;

public sealed class DemoSourcesTests
{
    [Fact]
    public void No_two_recordings_write_to_the_same_table()
    {
        var tables = DemoSources.Recordings.SelectMany(recording => recording.ReadExpected().Tables.Select(table => $"{recording.Source}.{table.Name}")).ToList();

        Assert.Equal(tables.Count, tables.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Every_recorded_table_has_events_for_its_source()
    {
        var router = new SourceRouter(DemoSources.Sources);
        foreach (var recording in DemoSources.Recordings)
        {
            var tables = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var record in recording.ReadAsync(CancellationToken.None))
            {
                if (router.Find(record.Topic) is { } source && source.Name == recording.Source && source.SchemaTopic != record.Topic)
                {
                    tables.Add(record.Topic[(record.Topic.LastIndexOf('.') + 1)..]);
                }
            }

            Assert.Equal(recording.ReadExpected().Tables.Select(table => table.Name).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
        }
    }
}
