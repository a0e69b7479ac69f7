using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>JSON arrays into PostgreSQL arrays, as array literals that the server casts; also text that is such a literal already.</summary>
/// <remarks>As a cell of text, because <c>unnest</c> would flatten an array of arrays.</remarks>
internal sealed class ArrayEncoder(CellContext context) : CellEncoder(context, WireType.Text)
{
    private readonly ArrayElementForm _form = ArrayLiteral.FormOf(context.Type.Element);

    public override bool IsJudgedByServer => true;

    public override string ToSql(string element) => $"{element}::{Context.Type.SqlName}";

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var text = column.Bytes(row);
        if (Context.Source == ValueKind.Text && text.TrimStart((byte)' ').StartsWith("{"u8))
        {
            var problem = Utf8Text.Check(text, int.MaxValue);
            if (problem == CellFaultKind.None)
            {
                output.AppendBytes(text);
            }

            return problem;
        }

        var fault = JsonText.Check(text, isBinary: true);
        if (fault != CellFaultKind.None)
        {
            return fault;
        }

        var target = output.Reserve(ArrayLiteral.Largest(text.Length));
        if (!ArrayLiteral.TryWrite(text, _form, target, out var size))
        {
            return CellFaultKind.BadFormat;
        }

        output.Commit(size);
        return CellFaultKind.None;
    }
}
