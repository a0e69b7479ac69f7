namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>A table in which something expires, as <see cref="ExpirySql.Tables"/> returns it.</summary>
/// <param name="Id">Number in <c>cdc.target_table</c>.</param>
/// <param name="Schema">Schema.</param>
/// <param name="Name">Name.</param>
/// <param name="Key">Its key, see <see cref="ExpiryKey"/>.</param>
internal sealed record ExpiringTable(int Id, string Schema, string Name, string Key);
