using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Reads a cell as days or microseconds, in the unit its encoder asks for.</summary>
internal interface ITimeReader
{
    /// <summary>The number, whether digits below microseconds went, and why it is none.</summary>
    static abstract CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded);
}
