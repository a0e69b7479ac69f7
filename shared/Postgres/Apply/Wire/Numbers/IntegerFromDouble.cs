using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Double precision without a fraction.</summary>
internal readonly struct IntegerFromDouble : IIntegerReader
{
    // 2^63, the first double beyond bigint.
    private const double End = 9_223_372_036_854_775_808d;

    public static CellFaultKind Read(ColumnBuffer column, int row, out long value)
        => Read(BitConverter.Int64BitsToDouble(column.Word(row)), out value);

    public static CellFaultKind Read(double number, out long value)
    {
        value = 0;
        if (!(number is >= -End and < End))
        {
            return CellFaultKind.OutOfRange;
        }

        value = (long)number;
        return value == number ? CellFaultKind.None : CellFaultKind.TooPrecise;
    }
}
