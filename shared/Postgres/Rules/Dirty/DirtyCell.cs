using System.Runtime.InteropServices;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>A dirty value that waits for its column's default.</summary>
/// <param name="Column">The column.</param>
/// <param name="Row">Row of the batch.</param>
/// <param name="Kind">What is wrong.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DirtyCell(DirtyColumn Column, int Row, DirtyKind Kind);
