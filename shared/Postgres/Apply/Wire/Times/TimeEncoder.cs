using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Microseconds since midnight into <c>time</c>.</summary>
internal sealed class TimeEncoder<TReader>(CellContext context) : CellEncoder(context, WireType.Time)
    where TReader : struct, ITimeReader
{
    private readonly long _unit = SecondDigits.Unit(context.Type.Precision);

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var microseconds, out var isRounded);
        if (fault != CellFaultKind.None || microseconds is < 0 or > PostgresEpoch.MicrosecondsPerDay)
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendInt64(microseconds);
        output.RoundedValues += isRounded || (_unit > 1 && microseconds % _unit != 0) ? 1 : 0;
        return CellFaultKind.None;
    }
}
