using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>Every recording there is, also those whose rows need more than this decoder: nothing may be lost or counted twice.</summary>
public sealed class CountTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(RecordedEvents.Folder, "*.jsonl*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(RecordedEvents.Folder, path).Replace('\\', '/').Split(".jsonl")[0])
        .Where(name => !name.StartsWith("avro/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_control_records_and_failures_add_up_to_the_records(string name)
    {
        var dialect = Enum.Parse<Dialect>(name.Split('/')[0], ignoreCase: true);
        var records = RecordedEvents.Load(name);

        var decoded = Decoded.Of(Sources.Of(dialect), records);

        Assert.Equal(records.Length, decoded.Rows.Count + decoded.ControlCount + decoded.Failures.Count);
        Assert.All(decoded.Failures, failure => Assert.True(failure.Message.Length > 0 && failure.Remedy.Length > 0));
    }
}
