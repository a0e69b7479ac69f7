using System.Text;
using System.Text.Unicode;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Trims text and changes its letters. Bytes that are no UTF-8 are left for the dirty-data policy.</summary>
internal sealed class TextEdit(ColumnShape column, bool trims, ColumnCase letters) : ColumnEdit(column)
{
    protected override void Rewrite(ColumnBuffer column, int row, PlainText text)
    {
        var bytes = text.Of(column, row);
        if (!Utf8.IsValid(bytes))
        {
            return;
        }

        var value = Encoding.UTF8.GetString(bytes);
        var edited = trims ? value.Trim() : value;
        edited = letters switch
        {
            ColumnCase.Upper => edited.ToUpperInvariant(),
            ColumnCase.Lower => edited.ToLowerInvariant(),
            _ => edited,
        };
        if (!string.Equals(edited, value, StringComparison.Ordinal))
        {
            column.SetBytes(row, Encoding.UTF8.GetBytes(edited));
        }
    }
}
