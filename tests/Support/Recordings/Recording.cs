using CdcFunctions.Changes;
using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Support.Recordings;

/// <summary>One file of recorded events with what it must lead to.</summary>
public sealed class Recording
{
    private ExpectedRows? _expected;

    /// <summary>A recording of the fixtures by its name, such as <c>scylla/crud-advanced-full</c>.</summary>
    public Recording(string name)
    {
        Name = name;
        Path = new[] { ".jsonl", ".jsonl.gz" }.Select(ending => System.IO.Path.Combine(RepositoryFiles.Fixtures, name + ending)).First(File.Exists);
    }

    /// <summary>Folder and file name without ending.</summary>
    public string Name { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The source's dialect.</summary>
    public Dialect Dialect => Enum.Parse<Dialect>(Name.Split('/')[0], ignoreCase: true);

    /// <summary>True when key and value carry their schema, so that no configuration is needed.</summary>
    public bool HasSchemas => Dialect == Dialect.Cassandra
        ? !Name.EndsWith(".noschema", StringComparison.Ordinal) && !Name.EndsWith(".double-long", StringComparison.Ordinal)
        : Name.EndsWith("-schemas", StringComparison.Ordinal);

    /// <summary>What it must lead to; variants of a Cassandra recording share one expectation.</summary>
    internal ExpectedRows Expected => _expected ??= ExpectedRows.Read(ExpectedPath());

    /// <summary>The records in the order of the file.</summary>
    public IAsyncEnumerable<SourceRecord> ReadAsync() => RecordedEvents.ReadAsync(Path);

    /// <summary>True when no event tells what differs: Scylla's legacy output has no collections, its only-updated output no NULLs, a partition with static columns only has no row that a key could name.</summary>
    internal bool IsNotInEvents(RowDifference difference)
        => difference.Column is null
            ? difference.Key.Contains("=NULL", StringComparison.Ordinal)
            : (difference.Expected is null && Name.Contains("-only-updated", StringComparison.Ordinal))
                || (Name.Contains("-legacy", StringComparison.Ordinal) && Expected.Tables.Any(t => t.Types.TryGetValue(difference.Column, out var type) && type.Family >= SourceFamily.List));

    /// <inheritdoc />
    public override string ToString() => Name;

    private string ExpectedPath()
    {
        var own = System.IO.Path.Combine(RepositoryFiles.Fixtures, Name + ".expected.json");
        return File.Exists(own) ? own : System.IO.Path.Combine(RepositoryFiles.Fixtures, Name.Split('.')[0] + ".expected.json");
    }
}
