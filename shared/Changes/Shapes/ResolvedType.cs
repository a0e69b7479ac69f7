using System.Runtime.InteropServices;
using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes.Shapes;

/// <summary>What is known of a column before any value is seen.</summary>
/// <param name="Reader">How its values are read.</param>
/// <param name="IsNullable">False when the source says NOT NULL.</param>
/// <param name="Large">Whether updates may leave it out.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResolvedType(ValueReader Reader, bool IsNullable, LargeColumn Large)
{
    /// <summary>True when only the target column told the type.</summary>
    public bool IsFromTarget { get; init; }
}
