namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>tables.*.columns</c>: patterns first, so that a column's own entry can be laid over the one that fits it.</summary>
internal static class ColumnsReader
{
    /// <summary>Options by column or pattern; keys that are absent keep what <paramref name="inherited"/> says.</summary>
    public static IReadOnlyDictionary<string, ColumnOptions> Read(Section columns, IReadOnlyDictionary<string, ColumnOptions> inherited)
    {
        var read = new Dictionary<string, ColumnOptions>(inherited, StringComparer.Ordinal);
        foreach (var (name, column) in columns.Named().OrderBy(column => !NamePattern.IsPattern(column.Name)))
        {
            var before = inherited.TryGetValue(name, out var all) ? all
                : read.FirstOrDefault(one => NamePattern.IsPattern(one.Key) && NamePattern.IsMatch(one.Key, name)).Value ?? ColumnOptions.Default;
            read[name] = Read(column, before);
            if (NamePattern.IsPattern(name) && column.Has("rename"))
            {
                column.Fault("rename", "would give several columns one name", "rename only below the name of one column", "Name the column");
            }
        }

        return read;
    }

    private static ColumnOptions Read(Section column, ColumnOptions before)
    {
        var options = before with
        {
            Mask = column.Choice("mask", before.Mask, Words.Masks),
            Exclude = column.Flag("exclude", before.Exclude),
            Rename = TargetName(column, "rename") ?? before.Rename,
            Trim = column.Flag("trim", before.Trim),
            Case = column.Choice("case", before.Case, Words.Cases),
            DirtyData = DirtyDataReader.Read(column, before.DirtyData),
            TimeZone = ZoneReader.Read(column, "timeZone") ?? before.TimeZone,
        };
        column.RefuseOthers();
        return options;
    }

    private static string? TargetName(Section column, string key)
    {
        var name = column.Text(key);
        if (name is not null && ColumnName.Fault(name) is { } allowed)
        {
            column.FaultyValue(key, name, allowed, "Choose another name");
        }

        return name;
    }
}
