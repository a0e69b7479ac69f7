using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Reads a cell as decimal text.</summary>
internal interface IDecimalReader
{
    /// <summary>Room in <paramref name="scratch"/> that is enough for any value that is not held as text.</summary>
    const int ScratchSize = 32;

    /// <summary>True when the source is itself an approximation, so that digits beyond the column's scale may go.</summary>
    static abstract bool IsApproximate { get; }

    /// <summary>The text, in the arena or in the scratch room.</summary>
    static abstract ReadOnlySpan<byte> Read(ColumnBuffer column, int row, Span<byte> scratch);
}
