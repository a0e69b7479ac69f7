namespace CdcFunctions.Postgres.Apply;

/// <summary>What is left of a table's batch after folding: row indices, sorted by key.</summary>
/// <param name="Upserts">Rows to write.</param>
/// <param name="Deletes">Rows to delete.</param>
/// <param name="Superseded">Rows that a newer change of the same batch replaced.</param>
/// <param name="OutOfOrder">Rows among them that arrived after the change that made them void.</param>
internal sealed record FoldResult(int[] Upserts, int[] Deletes, int Superseded, int OutOfOrder = 0);
