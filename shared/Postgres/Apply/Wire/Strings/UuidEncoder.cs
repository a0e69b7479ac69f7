using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>16 bytes into <c>uuid</c>.</summary>
internal sealed class UuidEncoder(CellContext context) : CellEncoder(context, WireType.Uuid)
{
    private const int Size = 16;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var bytes = column.Bytes(row);
        if (bytes.Length != Size)
        {
            return CellFaultKind.BadFormat;
        }

        output.AppendBytes(bytes);
        return CellFaultKind.None;
    }
}
