namespace CdcFunctions.Postgres.Apply;

/// <summary>What happened to the events of one target table since the process started.</summary>
/// <param name="Table">Target table, schema-qualified; the topic for records that never found a table.</param>
/// <param name="Events">Change events consumed.</param>
/// <param name="Upserted">Rows written.</param>
/// <param name="Deleted">Deletes that took effect.</param>
/// <param name="Superseded">Events that a newer one made void, in the batch or in the table.</param>
/// <param name="DeadLettered">Events parked in <c>cdc.dead_letter</c>.</param>
/// <param name="Conflicts">Events among the superseded that arrived after the change that made them void: the version decided against the order of arrival.</param>
public sealed record TableTally(string Table, long Events, long Upserted, long Deleted, long Superseded, long DeadLettered, long Conflicts = 0)
{
    internal TableTally Plus(TableTally more) => new(
        Table,
        Events + more.Events,
        Upserted + more.Upserted,
        Deleted + more.Deleted,
        Superseded + more.Superseded,
        DeadLettered + more.DeadLettered,
        Conflicts + more.Conflicts);
}
