using CdcFunctions.Host.Demo;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Demo;

public sealed class DemoSourcesTests
{
    [Fact]
    public async Task Every_table_of_the_demo_has_one_recording_with_events_and_expected_rows()
    {
        var router = new SourceRouter(DemoSources.Sources);
        var all = new List<string>();
        foreach (var recording in DemoSources.Recordings)
        {
            var topics = await TopicsAsync(recording, router);
            var tables = recording.ReadExpected(topics).Tables.Select(table => table.Name).ToList();

            Assert.NotEmpty(tables);
            Assert.Equal(topics.Select(topic => topic[(topic.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
            all.AddRange(tables.Select(table => $"{recording.Source}.{table}"));
        }

        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<HashSet<string>> TopicsAsync(DemoRecording recording, SourceRouter router)
        => await recording.ReadAsync(CancellationToken.None)
            .Select(record => record.Topic)
            .Where(topic => router.Find(topic) is { } source && source.Name == recording.Source && source.SchemaTopic != topic)
            .ToHashSetAsync();
}
