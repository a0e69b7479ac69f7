using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Where the event stands that showed a change.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Partition">Partition.</param>
/// <param name="Offset">Offset.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventPosition(string Topic, int Partition, long Offset);
