using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>The columns that a table without key gets in the target.</summary>
public static class KeylessColumns
{
    /// <summary>Key: of a change in a log of changes, of the content of a row else; 16 bytes.</summary>
    public const string RowId = "_cdc_row";

    /// <summary>In a log of changes, what each did: <c>c</c>, <c>u</c>, <c>d</c>, <c>r</c>.</summary>
    public const string Operation = "_cdc_operation";

    /// <summary>True for one of them.</summary>
    public static bool Has(string name) => name is RowId or Operation;

    /// <summary>Its type; null for any other column.</summary>
    internal static ResolvedType? Find(string name) => name switch
    {
        RowId => new(new UuidReader(new ColumnType(ValueKind.Uuid)), false, LargeColumn.No),
        Operation => new(new PlainTextReader(new ColumnType(ValueKind.Text)), true, LargeColumn.No),
        _ => null,
    };
}
