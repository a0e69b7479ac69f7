using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Numbers into <c>numeric</c>, exactly, keeping the digits after the point as written.</summary>
internal sealed class NumericEncoder<TReader>(CellContext context) : CellEncoder(context, WireType.Numeric)
    where TReader : struct, IDecimalReader
{
    private readonly int _scale = context.Type.Scale ?? int.MaxValue;
    private readonly int _whole = context.Type.Precision is { } precision ? precision - (context.Type.Scale ?? 0) : int.MaxValue;
    private readonly bool _hasInfinity = context is { ServerVersion: >= 14, Type.Precision: null };

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        Span<byte> scratch = stackalloc byte[IDecimalReader.ScratchSize];
        if (!DecimalText.TryParse(TReader.Read(column, row, scratch), out var number))
        {
            return CellFaultKind.BadFormat;
        }

        if ((number.Form == DecimalForm.Infinity && !_hasInfinity) || !NumericWire.Holds(number) || (number.Count > 0 && number.Point > _whole))
        {
            return CellFaultKind.OutOfRange;
        }

        if (number.Count - number.Point > _scale && number.Count > 0)
        {
            if (!TReader.IsApproximate)
            {
                return CellFaultKind.TooPrecise;
            }

            output.RoundedValues++;
        }

        NumericWire.Append(number, output);
        return CellFaultKind.None;
    }
}
