using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Reads a cell as a double.</summary>
internal interface IFloatReader
{
    /// <summary>The number, whether it is the same number, and why it is none.</summary>
    static abstract CellFaultKind Read(ColumnBuffer column, int row, out double value, out bool isRounded);
}
