using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Text into an enum: sent as text, cast in SQL, and refused here when the enum has no such label.</summary>
internal sealed class EnumEncoder(CellContext context) : CellEncoder(context, WireType.Text)
{
    private readonly byte[][] _labels = [.. context.Type.Labels.Select(Encoding.UTF8.GetBytes)];

    public override string ToSql(string element) => $"{element}::{Context.Type.SqlName}";

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var text = column.Bytes(row);
        foreach (var label in _labels)
        {
            if (text.SequenceEqual(label))
            {
                output.AppendBytes(text);
                return CellFaultKind.None;
            }
        }

        return CellFaultKind.BadEnum;
    }
}
