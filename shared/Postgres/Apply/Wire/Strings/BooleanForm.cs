using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary><c>true</c> and <c>false</c>.</summary>
internal readonly struct BooleanForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        var text = column.Word(row) == 0 ? "false"u8 : "true"u8;
        text.CopyTo(target);
        return text.Length;
    }
}
