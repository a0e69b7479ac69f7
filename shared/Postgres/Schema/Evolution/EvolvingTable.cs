using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>A source table, where it goes, and what a person decided about it.</summary>
/// <param name="Source">Source table.</param>
/// <param name="Target">Target table.</param>
/// <param name="Options">Settings.</param>
/// <param name="HasCellTimes">Whether cells have times of their own.</param>
internal sealed record EvolvingTable(TableName Source, TargetTableName Target, TableOptions Options, bool HasCellTimes)
{
    /// <summary>SQL of a task that only asks a person to let a change through.</summary>
    public const string NothingToRun = "-- nothing to run; applying this lets the change through";
}
