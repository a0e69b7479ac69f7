using System.Globalization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Decimals and texts, to the nearest double; more than 15 digits count as rounded.</summary>
internal readonly struct FloatFromText : IFloatReader
{
    private const int ExactDigits = 15;

    public static CellFaultKind Read(ColumnBuffer column, int row, out double value, out bool isRounded)
    {
        (value, isRounded) = (0, false);
        var text = column.Bytes(row);
        if (!DecimalText.TryParse(text, out var number))
        {
            return CellFaultKind.BadFormat;
        }

        if (number.Form == DecimalForm.Finite && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return CellFaultKind.BadFormat;
        }

        if (number.Form != DecimalForm.Finite)
        {
            value = number.Form == DecimalForm.NaN ? double.NaN : number.IsNegative ? double.NegativeInfinity : double.PositiveInfinity;
            return CellFaultKind.None;
        }

        isRounded = number.Count > ExactDigits;
        return double.IsInfinity(value) || (value == 0 && number.Count > 0) ? CellFaultKind.OutOfRange : CellFaultKind.None;
    }
}
