using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>A place in a <see cref="WireArray"/> to return to.</summary>
/// <param name="Length">Bytes in use.</param>
/// <param name="Count">Elements.</param>
/// <param name="Nulls">NULL elements.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WireMark(int Length, int Count, int Nulls);
