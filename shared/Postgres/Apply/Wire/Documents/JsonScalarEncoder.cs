using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>Numbers, booleans, times and identifiers into <c>json</c> and <c>jsonb</c>: bare where JSON has the form, else as a string.</summary>
internal sealed class JsonScalarEncoder<TForm>(CellContext context, WireType wire, bool isString) : CellEncoder(context, wire)
    where TForm : struct, ITextForm
{
    private const byte Version = 1;

    private readonly bool _isBinary = wire == WireType.Jsonb;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var target = output.Reserve(TForm.Largest(column, row) + 3);
        var start = 0;
        if (_isBinary)
        {
            target[start++] = Version;
        }

        if (isString)
        {
            target[start++] = (byte)'"';
        }

        var size = TForm.Write(column, row, target[start..]);
        if (!isString && JsonText.Check(target.Slice(start, size), _isBinary) != CellFaultKind.None)
        {
            // NaN and infinities have no form in JSON.
            return CellFaultKind.OutOfRange;
        }

        size += start;
        if (isString)
        {
            target[size++] = (byte)'"';
        }

        output.Commit(size);
        return CellFaultKind.None;
    }
}
