namespace CdcFunctions.Operations.Configuration;

/// <summary>What a valid configuration leaves less certain than it could be, each with the line that settles it.</summary>
public static class SourceAdvice
{
    /// <summary>One sentence or two a source; empty when nothing is left open.</summary>
    public static IReadOnlyList<string> For(CdcOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. options.Sources.Where(source => source.Dialect == Dialect.SqlServer && source.SchemaTopic is null).Select(NoSchemaTopic)];
    }

    private static string NoSchemaTopic(SourceOptions source)
        => $"Source {source.Name} has no schemaTopic: its events do not tell nvarchar(max) from other text, so an update that shows a text or binary column "
            + "as null before and after leaves the column as it is. Add schemaTopic (the connector's topic.prefix), or sourceTypes for text, ntext and image columns that are set to null.";
}
