using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Bytes into <c>bytea</c>.</summary>
internal sealed class BytesEncoder(CellContext context) : CellEncoder(context, WireType.Bytea)
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        output.AppendBytes(column.Bytes(row));
        return CellFaultKind.None;
    }
}
