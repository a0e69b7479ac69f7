namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>Where a setting was written: a line of a file, or an environment variable.</summary>
internal readonly record struct Origin(string Source, int Line, bool IsVariable)
{
    /// <summary>As a person reads it: <c>cdc.yaml:14</c> or <c>CDC_KAFKA__BROKERS</c>.</summary>
    public string Place => Line > 0 ? $"{Source}:{Line}" : Source;

    /// <summary>The text to write there so that <paramref name="key"/> has <paramref name="value"/>.</summary>
    public string Assignment(string key, string value) => IsVariable ? $"{Source}={value}" : $"{key}: {value}";
}
