using System.Collections;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Rows of one table that touch the same columns.</summary>
/// <param name="Touched">Which columns they touch, by column index.</param>
/// <param name="Rows">Row indices in key order.</param>
internal sealed record PresenceGroup(BitArray Touched, int[] Rows);
