namespace CdcFunctions.Postgres.Rules.Explain;

/// <summary>What the rules of its table do to one event.</summary>
/// <param name="Topic">Topic.</param>
/// <param name="Partition">Partition.</param>
/// <param name="Offset">Offset.</param>
/// <param name="Table">Source table, when known.</param>
/// <param name="Target">Target table, when the event reaches one.</param>
/// <param name="Outcome">What becomes of the event, in a sentence.</param>
/// <param name="Columns">Its values; empty when the event has none to show.</param>
public sealed record EventExplanation(string Topic, int Partition, long Offset, string? Table, string? Target, string Outcome, IReadOnlyList<ColumnExplanation> Columns);
