namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Which source's type names and value forms an expectation uses.</summary>
internal enum SourceDialect
{
    /// <summary>CQL types, Cassandra's own <c>SELECT JSON</c>.</summary>
    Cassandra,

    /// <summary>CQL types, natural JSON.</summary>
    Scylla,

    /// <summary>SQL Server types, natural JSON.</summary>
    SqlServer,
}
