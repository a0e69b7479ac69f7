namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads a list of names and patterns.</summary>
internal static class NamesReader
{
    /// <summary>The names; null when the key is absent.</summary>
    public static IReadOnlyList<string>? Read(Section section, string key)
    {
        var names = section.Texts(key)?.Select(name => name.Value).ToList();
        if (names is not null && (names.Count == 0 || names.Exists(string.IsNullOrWhiteSpace)))
        {
            section.Fault(key, "names nothing", "a name or a pattern with * and ?, or a list of them", "Name at least one, or remove the key");
        }

        return names;
    }
}
