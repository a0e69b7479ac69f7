using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Whole numbers into <c>integer</c>.</summary>
internal sealed class Int32Encoder<TReader>(CellContext context) : CellEncoder(context, WireType.Int32)
    where TReader : struct, IIntegerReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var value);
        if (fault != CellFaultKind.None || value != (int)value)
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendInt32((int)value);
        return CellFaultKind.None;
    }
}
