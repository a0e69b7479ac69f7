using System.Globalization;
using CdcFunctions.Simulation.Store;

namespace CdcFunctions.Simulation.Workload.Transactions;

/// <summary>Debezium for SQL Server with transaction metadata, everything routed to one topic.</summary>
internal static class AtomicForm
{
    public const string Topic = "sim.all";

    public static (string Key, string Value) Begin(SourceTransaction transaction)
        => (Key(transaction), $$"""{"status":"BEGIN","id":"{{transaction.Id}}","event_count":null,"data_collections":null,"ts_ms":5}""");

    /// <summary>An END with the changes by table that the connector has counted.</summary>
    public static (string Key, string Value) End(SourceTransaction transaction, IReadOnlyDictionary<int, int> counts)
    {
        var tables = counts.Select(table => string.Create(CultureInfo.InvariantCulture, $$"""{"data_collection":"Sales.dbo.{{SimTables.Names[table.Key - 1]}}","event_count":{{table.Value}}}"""));
        return (Key(transaction), string.Create(CultureInfo.InvariantCulture, $$"""{"status":"END","id":"{{transaction.Id}}","event_count":{{counts.Values.Sum()}},"data_collections":[{{string.Join(',', tables)}}],"ts_ms":5}"""));
    }

    /// <summary>A change with its number among all of its transaction, and among those of its table.</summary>
    public static (string Key, string Value) Write(SourceTransaction transaction, Change change, int total, int order)
        => SqlServerForm.Write(change, string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{transaction.Id}}","total_order":{{total}},"data_collection_order":{{order}}}"""));

    private static string Key(SourceTransaction transaction) => $$"""{"id":"{{transaction.Id}}"}""";
}
