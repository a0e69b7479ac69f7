using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Microseconds since 1970 into <c>timestamp</c> and <c>timestamptz</c>.</summary>
internal sealed class TimestampEncoder<TReader>(CellContext context, WireType wire) : CellEncoder(context, wire)
    where TReader : struct, ITimeReader
{
    private readonly long _unit = SecondDigits.Unit(context.Type.Precision);

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var microseconds, out var isRounded);
        if (fault != CellFaultKind.None
            || microseconds is < PostgresEpoch.FirstMicrosecond + PostgresEpoch.UnixMicroseconds
            || microseconds - PostgresEpoch.UnixMicroseconds >= PostgresEpoch.EndMicrosecond)
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendInt64(microseconds - PostgresEpoch.UnixMicroseconds);
        output.RoundedValues += isRounded || (_unit > 1 && microseconds % _unit != 0) ? 1 : 0;
        return CellFaultKind.None;
    }
}
