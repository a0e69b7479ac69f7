using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>0 and 1 into <c>boolean</c>.</summary>
internal sealed class BooleanEncoder<TReader>(CellContext context) : CellEncoder(context, WireType.Boolean)
    where TReader : struct, IIntegerReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var value);
        if (fault != CellFaultKind.None || value is not (0 or 1))
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendBoolean(value == 1);
        return CellFaultKind.None;
    }
}
