using CdcFunctions.Host.Demo.Expected;

namespace CdcFunctions.Host.Demo;

/// <summary>One line of the demo's result.</summary>
/// <param name="Source">Source the table comes from.</param>
/// <param name="Table">Target table, schema-qualified.</param>
/// <param name="EventsIn">Change events consumed for it.</param>
/// <param name="Rows">Rows it holds now.</param>
/// <param name="Superseded">Events that a newer one made void.</param>
/// <param name="Deleted">Deletes that took effect.</param>
/// <param name="DeadLettered">Events parked in <c>cdc.dead_letter</c>.</param>
/// <param name="Comparison">How it compares with the expected rows.</param>
public sealed record DemoTable(
    string Source, string Table, long EventsIn, long Rows, long Superseded, long Deleted, long DeadLettered, TableComparison Comparison);
