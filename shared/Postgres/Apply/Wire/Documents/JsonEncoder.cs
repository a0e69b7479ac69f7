using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>JSON text into <c>json</c>, <c>jsonb</c> and, through a cast, composite types.</summary>
internal class JsonEncoder(CellContext context, WireType wire) : CellEncoder(context, wire)
{
    private const byte Version = 1;

    private readonly bool _isBinary = wire == WireType.Jsonb;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var text = column.Bytes(row);
        var fault = JsonText.Check(text, _isBinary);
        if (fault != CellFaultKind.None)
        {
            return fault;
        }

        var prefix = _isBinary ? 1 : 0;
        var target = output.Reserve(prefix + text.Length);
        if (_isBinary)
        {
            target[0] = Version;
        }

        text.CopyTo(target[prefix..]);
        output.Commit(prefix + text.Length);
        return CellFaultKind.None;
    }
}
