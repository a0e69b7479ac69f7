namespace CdcFunctions.Postgres.Rules;

/// <summary>The table that a topic is of, where no event could tell: the last part of its name.</summary>
internal static class TopicTable
{
    /// <summary>Name of the table.</summary>
    public static string Of(string topic) => topic[(topic.LastIndexOf('.') + 1)..];
}
