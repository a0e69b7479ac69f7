namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Refuses conflict policies that the events of a dialect cannot follow.</summary>
internal static class ConflictChecks
{
    /// <summary>Checks all tables of a source.</summary>
    public static void Run(Section source, SourceOptions options)
    {
        foreach (var (name, table) in options.Tables)
        {
            var why = (options.Dialect, table.Conflict) switch
            {
                (Dialect.Cassandra, ConflictPolicy.ArrivalOrder or ConflictPolicy.Column) => ("conflict: newestWins", "but copies of Cassandra's nodes come in any order, and every cell has its own write time"),
                (Dialect.Scylla, ConflictPolicy.Column) => ("conflict: newestWins, arrivalOrder", "but ScyllaDB's deletes do not carry the column"),
                _ => default,
            };
            if (why.Item1 is not null)
            {
                source.Fault("tables", $"sets conflict of {name}, {why.Item2}", why.Item1, "Remove it");
            }
        }
    }
}
