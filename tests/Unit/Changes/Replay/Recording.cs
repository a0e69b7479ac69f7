using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>A recording to be replayed: how its connector was set, and what no sink can know from it.</summary>
/// <param name="Name"><c>dialect/name</c>.</param>
internal sealed record Recording(string Name)
{
    /// <summary>Inner types of the recordings' user-defined types, which events without schema do not tell.</summary>
    private static readonly Dictionary<string, string> Udts = new(StringComparer.Ordinal)
    {
        ["shop.address"] = "udt<street text, zip int, tags set<text>, moved date>",
    };

    public Dialect Dialect => Enum.Parse<Dialect>(Name.Split('/')[0], ignoreCase: true);

    public ConnectorOptions Connector { get; init; } = new() { DecimalHandlingMode = "precise" };

    /// <summary>Cells that differ from the source for a reason: table, column and row, or the start of any of them.</summary>
    public Func<string, string, string, bool> IsUnknowable { get; init; } = (_, _, _) => false;

    /// <summary>True where times below a millisecond were lost by the connector.</summary>
    public bool IsMillisecondsOnly { get; init; }

    /// <summary>The source as a person would configure it.</summary>
    public SourceOptions Source(ExpectedTables expected) => new()
    {
        Name = "s",
        Dialect = Dialect,
        Topics = ["^.*"],
        Connector = Connector,
        Tables = expected.Tables.ToDictionary(
            table => table.Name.Split('.')[^1],
            table => new TableOptions { SourceTypes = table.Columns.ToDictionary(one => one.Key, one => WithUdts(one.Value), StringComparer.Ordinal) },
            StringComparer.Ordinal),
    };

    private static string WithUdts(string type) => Udts.Aggregate(type, (text, udt) => text.Replace(udt.Key, udt.Value, StringComparison.Ordinal));

    /// <inheritdoc />
    public override string ToString() => Name;
}
