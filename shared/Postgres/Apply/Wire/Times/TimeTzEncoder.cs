using System.Buffers.Binary;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Times of day into <c>timetz</c>: text with its zone, else UTC.</summary>
internal sealed class TimeTzEncoder(CellContext context) : CellEncoder(context, WireType.TimeTz)
{
    private const int Size = 12;

    private readonly long _unit = SecondDigits.Unit(context.Type.Precision);

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var (microseconds, offset, isRounded) = (0L, 0, false);
        if (Context.Source == ValueKind.Time)
        {
            microseconds = column.Word(row);
        }
        else if (!Iso8601.TryReadTime(column.Bytes(row), out microseconds, out offset, out isRounded))
        {
            return CellFaultKind.BadFormat;
        }

        if (microseconds is < 0 or > PostgresEpoch.MicrosecondsPerDay)
        {
            return CellFaultKind.OutOfRange;
        }

        // The wire counts seconds west of UTC.
        var target = output.Reserve(Size);
        BinaryPrimitives.WriteInt64BigEndian(target, microseconds);
        BinaryPrimitives.WriteInt32BigEndian(target[sizeof(long)..], -offset);
        output.Commit(Size);
        output.RoundedValues += isRounded || (_unit > 1 && microseconds % _unit != 0) ? 1 : 0;
        return CellFaultKind.None;
    }
}
