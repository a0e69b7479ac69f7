using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Masks a column by NULL.</summary>
internal sealed class EmptyEdit(ColumnShape column) : ColumnEdit(column with { IsNullable = true })
{
    protected override void Rewrite(ColumnBuffer column, int row, PlainText text) => column.SetNull(row);
}
