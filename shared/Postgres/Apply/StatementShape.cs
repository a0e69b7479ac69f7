namespace CdcFunctions.Postgres.Apply;

/// <summary>What a statement's text depends on: table, columns in parameter order, and key.</summary>
/// <param name="Table">Quoted, schema-qualified name.</param>
/// <param name="Columns">Columns in the order of their parameters.</param>
/// <param name="Key">Quoted key column names as the unique index has them.</param>
/// <param name="HasSoftDeletes">True when the table has <c>_cdc_deleted</c>.</param>
/// <param name="OverridesIdentity">True when a key column is <c>generated always as identity</c>.</param>
/// <param name="HasCellTimes">True when the table has <c>_cdc_cells</c>, which a write of the whole row makes void.</param>
/// <param name="HasStaleFlags">True when the table has <c>_cdc_stale</c>; its array follows the columns' own.</param>
internal sealed record StatementShape(
    string Table, IReadOnlyList<StatementColumn> Columns, IReadOnlyList<string> Key, bool HasSoftDeletes, bool OverridesIdentity, bool HasCellTimes = false, bool HasStaleFlags = false);
