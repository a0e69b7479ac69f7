using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Days into <c>date</c>.</summary>
internal sealed class DateEncoder<TReader>(CellContext context) : CellEncoder(context, WireType.Date)
    where TReader : struct, ITimeReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var days, out _);
        if (fault != CellFaultKind.None || days is < PostgresEpoch.FirstDay + PostgresEpoch.UnixDays or >= PostgresEpoch.EndDay + PostgresEpoch.UnixDays)
        {
            return fault == CellFaultKind.None ? CellFaultKind.OutOfRange : fault;
        }

        output.AppendInt32((int)(days - PostgresEpoch.UnixDays));
        return CellFaultKind.None;
    }
}
