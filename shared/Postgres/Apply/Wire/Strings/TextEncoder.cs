using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Values held as text into <c>text</c>, <c>varchar(n)</c> and <c>char(n)</c>.</summary>
internal sealed class TextEncoder(CellContext context, WireType wire) : CellEncoder(context, wire)
{
    private readonly int _limit = context.Type.Length ?? int.MaxValue;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var text = column.Bytes(row);
        var fault = Utf8Text.Check(text, _limit);
        if (fault == CellFaultKind.None)
        {
            output.AppendBytes(text);
        }

        return fault;
    }
}
