using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>A cell that was written at the very time of the stored one: only the values can tell which stays.</summary>
/// <param name="Group">Key group.</param>
/// <param name="Column">Column of the batch.</param>
/// <param name="Row">Row that brings the value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CellTie(int Group, int Column, int Row);
