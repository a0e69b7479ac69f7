namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>sources[].tables</c>; what <c>*</c> says holds for every table that does not say otherwise.</summary>
internal static class TablesReader
{
    private const string All = "*";

    /// <summary>Options by table, <c>*</c> merged in.</summary>
    public static IReadOnlyDictionary<string, TableOptions> Read(Section tables, Dialect dialect)
    {
        var read = new Dictionary<string, TableOptions>(StringComparer.Ordinal);
        var named = tables.Named();
        var inherited = TableOptions.Default;
        foreach (var (_, section) in named.Where(table => IsAll(table.Name)))
        {
            inherited = TableReader.Read(section, dialect, TableOptions.Default);
            if (inherited.Target is not null)
            {
                section.Fault("target", "would put all tables of the source into one", "target only below the name of one table", "Remove it");
            }

            read[All] = inherited;
        }

        foreach (var (name, section) in named.Where(table => !IsAll(table.Name)))
        {
            if (name.Contains('.', StringComparison.Ordinal))
            {
                section.FaultAt(section.Origin, section.Path, "names no table", "the table's name alone, the last part of its topic", $"Change it to: {name[(name.LastIndexOf('.') + 1)..]}:");
            }

            read[name] = TableReader.Read(section, dialect, inherited with { Target = null });
        }

        return read;
    }

    private static bool IsAll(string name) => string.Equals(name, All, StringComparison.Ordinal);
}
