using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Reads a cell as a whole number.</summary>
internal interface IIntegerReader
{
    /// <summary>The number, or why it is none.</summary>
    static abstract CellFaultKind Read(ColumnBuffer column, int row, out long value);
}
