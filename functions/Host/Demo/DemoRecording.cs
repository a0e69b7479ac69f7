using System.Reflection;
using CdcFunctions.Changes;
using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Host.Replay;

namespace CdcFunctions.Host.Demo;

/// <summary>A recording that travels inside the executable, with the rows it must lead to.</summary>
/// <param name="Source">Name of the source it belongs to.</param>
/// <param name="Name">Name of its resource, <c>demo/NAME</c>.</param>
internal sealed record DemoRecording(string Source, string Name)
{
    private static readonly Assembly Resources = typeof(DemoRecording).Assembly;

    /// <summary>Its records, in order.</summary>
    public IAsyncEnumerable<SourceRecord> ReadAsync(CancellationToken cancellation)
        => RecordedEvents.ReadAsync(Open($"demo/{Name}.jsonl") ?? Open($"demo/{Name}.jsonl.gz") ?? throw Missing(), Name, cancellation);

    /// <summary>The rows it must lead to, of the tables with one of these topics.</summary>
    public ExpectedRows ReadExpected(IReadOnlySet<string> topics)
    {
        using var resource = Open($"demo/{Name}.expected.json") ?? throw Missing();
        var expected = ExpectedRows.Read(resource);
        return expected with { Tables = [.. expected.Tables.Where(table => topics.Any(topic => topic.EndsWith("." + table.SourceName, StringComparison.Ordinal)))] };
    }

    private static Stream? Open(string name) => Resources.GetManifestResourceStream(name);

    private InvalidOperationException Missing() => new($"The executable was built without the recording {Name}.");
}
