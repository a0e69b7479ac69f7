using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Whole numbers into <c>smallint</c>.</summary>
internal sealed class Int16Encoder<TReader>(CellContext context) : CellEncoder(context, WireType.Int16)
    where TReader : struct, IIntegerReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var value);
        if (fault != CellFaultKind.None || value != (short)value)
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendInt16((short)value);
        return CellFaultKind.None;
    }
}
