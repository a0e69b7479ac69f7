namespace CdcFunctions.Postgres.Apply;

/// <summary>What happened to the events of one target table since the process started.</summary>
/// <param name="Table">Target table, schema-qualified; the topic for records that never found a table.</param>
/// <param name="Events">Change events consumed.</param>
/// <param name="Upserted">Rows written.</param>
/// <param name="Deleted">Deletes that took effect.</param>
/// <param name="Superseded">Events that a newer one made void, in the batch or in the table.</param>
/// <param name="DeadLettered">Events parked in <c>cdc.dead_letter</c>.</param>
/// <param name="Conflicts">Events among the superseded that arrived after the change that made them void: the version decided against the order of arrival.</param>
/// <param name="Dropped">Events that a policy kept out.</param>
/// <param name="Stale">Events older than the table's <c>staleAfter</c> that were applied all the same; they count above as well.</param>
public sealed record TableTally(string Table, long Events, long Upserted, long Deleted, long Superseded, long DeadLettered, long Conflicts = 0, long Dropped = 0, long Stale = 0)
{
    internal static TableTally OfDropped(string table, long events) => new(table, events, 0, 0, 0, 0, Dropped: events);

    internal TableTally Plus(TableTally more) => new(
        Table,
        Events + more.Events,
        Upserted + more.Upserted,
        Deleted + more.Deleted,
        Superseded + more.Superseded,
        DeadLettered + more.DeadLettered,
        Conflicts + more.Conflicts,
        Dropped + more.Dropped,
        Stale + more.Stale);
}
