using System.Text.Json;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>The rows a recording must lead to.</summary>
internal sealed class ExpectedTables
{
    private ExpectedTables(JsonElement root) => Tables = [.. root.GetProperty("tables").EnumerateObject().Select(one => new ExpectedTable(one.Name, one.Value))];

    public IReadOnlyList<ExpectedTable> Tables { get; }

    /// <summary>What stands beside a recording, or beside the one it is a variant of.</summary>
    public static ExpectedTables Of(string recording)
    {
        var path = Path.Combine(RecordedEvents.Folder, recording + ".expected.json");
        if (!File.Exists(path))
        {
            var name = Path.GetFileName(recording);
            path = Path.Combine(RecordedEvents.Folder, Path.GetDirectoryName(recording)!, name.Split('.')[0].Replace("-schemas", "", StringComparison.Ordinal) + ".expected.json");
        }

        return new(JsonDocument.Parse(File.ReadAllText(path)).RootElement.Clone());
    }
}
