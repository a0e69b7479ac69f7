using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>32 lower-case hexadecimal digits in the usual five groups.</summary>
internal readonly struct UuidForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        new Guid(column.Bytes(row), bigEndian: true).TryFormat(target, out var written);
        return written;
    }
}
