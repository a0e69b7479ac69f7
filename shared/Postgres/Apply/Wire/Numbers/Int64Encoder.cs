using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Whole numbers into <c>bigint</c>.</summary>
internal sealed class Int64Encoder<TReader>(CellContext context) : CellEncoder(context, WireType.Int64)
    where TReader : struct, IIntegerReader
{
    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var fault = TReader.Read(column, row, out var value);
        if (fault == CellFaultKind.None)
        {
            output.AppendInt64(value);
        }

        return fault;
    }
}
