using CdcFunctions.Changes;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Tokens of a UUID column are UUIDs, so that the column keeps its type.</summary>
internal sealed class UuidTokenEdit(ColumnShape column, TokenMask mask) : ColumnEdit(column)
{
    protected override void Rewrite(ColumnBuffer column, int row, PlainText text)
    {
        Span<byte> token = stackalloc byte[TokenMask.Size];
        mask.WriteUuid(text.Of(column, row), token);
        column.SetBytes(row, token);
    }
}
