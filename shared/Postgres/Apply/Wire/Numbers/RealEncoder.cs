using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Numbers into <c>real</c>; what has more digits than a real is rounded and counted.</summary>
internal sealed class RealEncoder<TReader>(CellContext context) : CellEncoder(context, WireType.Real)
    where TReader : struct, IFloatReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var value, out var isRounded);
        var single = (float)value;
        if (fault != CellFaultKind.None || (float.IsInfinity(single) && !double.IsInfinity(value)) || (single == 0 && value != 0))
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendInt32(BitConverter.SingleToInt32Bits(single));
        output.RoundedValues += isRounded || (single != value && !double.IsNaN(value)) ? 1 : 0;
        return CellFaultKind.None;
    }
}
