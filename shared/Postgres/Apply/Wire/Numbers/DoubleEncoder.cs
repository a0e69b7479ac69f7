using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Numbers into <c>double precision</c>.</summary>
internal sealed class DoubleEncoder<TReader>(CellContext context) : CellEncoder(context, WireType.Double)
    where TReader : struct, IFloatReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var value, out var isRounded);
        if (fault == CellFaultKind.None)
        {
            output.AppendInt64(BitConverter.DoubleToInt64Bits(value));
            output.RoundedValues += isRounded ? 1 : 0;
        }

        return fault;
    }
}
