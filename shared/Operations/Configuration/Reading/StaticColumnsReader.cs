namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>staticColumns</c>; refuses to repeat them where no event tells their writes.</summary>
internal static class StaticColumnsReader
{
    /// <summary>The policy; the inherited one when the key is absent.</summary>
    public static StaticColumnPolicy Read(Section table, Dialect dialect, StaticColumnPolicy inherited)
    {
        var policy = table.Choice("staticColumns", inherited, Words.StaticColumns);
        var why = dialect switch
        {
            Dialect.Cassandra => "but Debezium's connector for Cassandra sends no writes of static columns",
            Dialect.SqlServer => "but SQL Server has no static columns",
            _ => null,
        };
        if (why is not null && policy == StaticColumnPolicy.Repeat && table.IsWritten("staticColumns"))
        {
            table.Fault("staticColumns", $"is repeat, {why}", "ownTable; repeat with dialect: scylla", "Remove it");
            return inherited;
        }

        return policy;
    }
}
