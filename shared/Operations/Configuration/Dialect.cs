namespace CdcFunctions.Operations.Configuration;

/// <summary>Which connector's events a source sends.</summary>
public enum Dialect
{
    /// <summary>ScyllaDB CDC source connector, advanced and legacy output.</summary>
    Scylla,

    /// <summary>Debezium connector for Cassandra 4 and 5.</summary>
    Cassandra,

    /// <summary>Debezium connector for SQL Server.</summary>
    SqlServer,
}
