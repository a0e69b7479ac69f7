using System.Buffers.Binary;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Intervals, and times of day, into <c>interval</c>.</summary>
internal sealed class IntervalEncoder(CellContext context) : CellEncoder(context, WireType.Interval)
{
    private const int Size = 16;

    private readonly long _unit = SecondDigits.Unit(context.Type.Precision);

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var target = output.Reserve(Size);
        if (Context.Source == ValueKind.Time)
        {
            target[..Size].Clear();
            BinaryPrimitives.WriteInt64BigEndian(target, column.Word(row));
        }
        else if (column.Bytes(row) is { Length: Size } bytes)
        {
            bytes.CopyTo(target);
        }
        else
        {
            return CellFaultKind.BadFormat;
        }

        output.RoundedValues += _unit > 1 && BinaryPrimitives.ReadInt64BigEndian(target) % _unit != 0 ? 1 : 0;
        output.Commit(Size);
        return CellFaultKind.None;
    }
}
