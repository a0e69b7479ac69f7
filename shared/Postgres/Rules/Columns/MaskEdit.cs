using CdcFunctions.Changes;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Masks a column; it becomes text.</summary>
internal sealed class MaskEdit(ColumnShape column, Mask mask) : ColumnEdit(RuledShape.Masked(column))
{
    protected override void Rewrite(ColumnBuffer column, int row, PlainText text)
    {
        var plain = text.Of(column, row);
        var target = column.Arena.Reserve(mask.Largest(plain.Length));
        column.SetWord(row, column.Arena.Commit(mask.Write(plain, target)));
    }
}
