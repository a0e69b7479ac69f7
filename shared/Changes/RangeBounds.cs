namespace CdcFunctions.Changes;

/// <summary>The clustering range a Cassandra range delete covers inside its partition.</summary>
/// <param name="Row">Row index of the change in its <see cref="TableChanges"/>.</param>
/// <param name="Start">Lower end; no values means from the start of the partition.</param>
/// <param name="End">Upper end; no values means to the end of the partition.</param>
public sealed record RangeBounds(int Row, RangeBound Start, RangeBound End);
