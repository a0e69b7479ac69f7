using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Text into a type whose text form PostgreSQL reads itself: <c>xml</c>, <c>interval</c>, extension types.</summary>
internal sealed class ParsedByServerEncoder(CellContext context) : CellEncoder(context, WireType.Text)
{
    public override bool IsJudgedByServer => true;

    public override string ToSql(string element) => $"{element}::{Context.Type.SqlName}";

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var text = column.Bytes(row);
        var fault = Utf8Text.Check(text, int.MaxValue);
        if (fault == CellFaultKind.None)
        {
            output.AppendBytes(text);
        }

        return fault;
    }
}
