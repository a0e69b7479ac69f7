namespace CdcFunctions.Changes.Transactions;

/// <summary>How many changes of one table a transaction had, as its END says.</summary>
/// <param name="Collection"><c>database.schema.table</c>.</param>
/// <param name="Events">Number of changes.</param>
public sealed record CollectionCount(string Collection, long Events);
