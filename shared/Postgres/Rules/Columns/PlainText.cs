using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;
using CdcFunctions.Postgres.Apply.Wire.Times;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Copies values out as text, printed as PostgreSQL prints them, whatever their kind.</summary>
/// <remarks>Not thread-safe: it lends out its own memory.</remarks>
internal sealed class PlainText
{
    private byte[] _memory = new byte[256];

    /// <summary>The value's UTF-8 text; valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ColumnBuffer column, int row) => column.Shape.Type.Kind switch
    {
        ValueKind.Boolean => Print<BooleanForm>(column, row),
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => Print<IntegerForm>(column, row),
        ValueKind.Float32 => Print<SingleForm>(column, row),
        ValueKind.Float64 => Print<DoubleForm>(column, row),
        ValueKind.Bytes => Print<BytesForm>(column, row),
        ValueKind.Uuid => Print<UuidForm>(column, row),
        ValueKind.Date => Print<DateForm>(column, row),
        ValueKind.Time => Print<TimeForm>(column, row),
        ValueKind.Timestamp => Print<TimestampForm>(column, row),
        ValueKind.TimestampTz => Print<TimestampTzForm>(column, row),
        ValueKind.Interval => Print<IntervalForm>(column, row),
        _ => Copy(column.Bytes(row)),
    };

    private ReadOnlySpan<byte> Print<TForm>(ColumnBuffer column, int row)
        where TForm : struct, ITextForm
    {
        Reach(TForm.Largest(column, row));
        return _memory.AsSpan(0, TForm.Write(column, row, _memory));
    }

    // The arena may move when a result is appended, so that a value must not be read from it then.
    private ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        Reach(bytes.Length);
        bytes.CopyTo(_memory);
        return _memory.AsSpan(0, bytes.Length);
    }

    private void Reach(int size)
    {
        if (_memory.Length < size)
        {
            _memory = new byte[Math.Max(size, _memory.Length * 2)];
        }
    }
}
