using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.StaticColumns;

namespace CdcFunctions.Postgres.Hints;

/// <summary>Marks tables of Cassandra that have static columns: a snapshot shows them, and Debezium's connector streams no write of them.</summary>
internal static class StaticHints
{
    /// <summary>A table with static columns.</summary>
    public const string Reason = "static-columns";

    /// <summary>The hint for a batch's table, when it holds static columns.</summary>
    public static IEnumerable<ReconcileHint> Of(SourceEntry source, TargetState target, TableChanges changes, ReadOnlyMemory<SourceRecord> records)
        => source.Options.Dialect != Dialect.Cassandra || StaticPair.IsOfItsTopic(changes, records) ? [] :
        [
            new(target, source.Options.Name, records.Span[changes.Row(0).RecordIndex], IsRow: false, Reason, "A snapshot showed static columns. The connector sends no writes of them: compare the table with the source."),
        ];
}
