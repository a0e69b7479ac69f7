using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Decimals and texts without a fraction.</summary>
internal readonly struct IntegerFromText : IIntegerReader
{
    // Digits of the largest ulong that never overflow while being read.
    private const int SafeDigits = 19;

    public static CellFaultKind Read(ColumnBuffer column, int row, out long value)
    {
        value = 0;
        if (!DecimalText.TryParse(column.Bytes(row), out var number))
        {
            return CellFaultKind.BadFormat;
        }

        if (number.Form != DecimalForm.Finite || (number.Count > 0 && number.Point > SafeDigits))
        {
            return CellFaultKind.OutOfRange;
        }

        return number.Count > number.Point && number.Count > 0 ? CellFaultKind.TooPrecise : Sum(number, out value);
    }

    private static CellFaultKind Sum(in DecimalText number, out long value)
    {
        ulong sum = 0;
        foreach (var character in number.Digits)
        {
            if (character != '.')
            {
                sum = (sum * 10) + (character - (uint)'0');
            }
        }

        for (var zeros = number.Count == 0 ? 0 : number.Point - number.Count; zeros > 0; zeros--)
        {
            sum *= 10;
        }

        value = number.IsNegative ? -(long)sum : (long)sum;
        return sum <= (number.IsNegative ? 1UL << 63 : long.MaxValue) ? CellFaultKind.None : CellFaultKind.OutOfRange;
    }
}
