namespace CdcFunctions.Changes;

/// <summary>Where a change comes from: the configured source and the table's full name there.</summary>
/// <param name="Source">Name of the source in <c>cdc.yaml</c>.</param>
/// <param name="Namespace">Keyspace, or <c>database.schema</c> for SQL Server.</param>
/// <param name="Table">Table name as the source spells it.</param>
public sealed record TableName(string Source, string Namespace, string Table)
{
    /// <summary>The name as a person writes it, without the source.</summary>
    public override string ToString() => Namespace.Length == 0 ? Table : $"{Namespace}.{Table}";
}
