using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Numbers, times and bytes into <c>text</c>, <c>varchar(n)</c> and <c>char(n)</c>, printed as PostgreSQL prints them.</summary>
internal sealed class PrintedEncoder<TForm>(CellContext context, WireType wire) : CellEncoder(context, wire)
    where TForm : struct, ITextForm
{
    private readonly int _limit = context.Type.Length ?? int.MaxValue;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var size = TForm.Write(column, row, output.Reserve(TForm.Largest(column, row)));
        if (size > _limit)
        {
            return CellFaultKind.TooLong;
        }

        output.Commit(size);
        return CellFaultKind.None;
    }
}
