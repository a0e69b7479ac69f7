using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Writes a cell that is not held as text the way PostgreSQL prints it.</summary>
internal interface ITextForm
{
    /// <summary>Room that is enough for any value of fixed size.</summary>
    const int LargestFixed = 96;

    /// <summary>Room that is enough for this value.</summary>
    static virtual int Largest(ColumnBuffer column, int row) => LargestFixed;

    /// <summary>Writes ASCII and returns its length.</summary>
    static abstract int Write(ColumnBuffer column, int row, Span<byte> target);
}
