using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Npgsql;

namespace CdcFunctions.Host.Demo;

/// <summary>Looks at what the host left in PostgreSQL and compares it with the expectation.</summary>
internal sealed class DemoInspection(NpgsqlDataSource database, CdcOptions configuration)
{
    private const string DeadLetters = """
        SELECT coalesce(target_table, topic) || ', ' || reason || ': ' || message FROM cdc.dead_letter ORDER BY id
        """;

    /// <summary>Everything the demo reports, for the tables that have a topic in the broker.</summary>
    public async Task<DemoReport> ReportAsync(ProducedEvents produced, ApplyTally tally, TimeSpan elapsed, bool isComplete, CancellationToken cancellation)
    {
        var topics = produced.NextOffsets.Keys.Select(partition => partition.Topic).ToHashSet(StringComparer.Ordinal);
        var counts = tally.Tables.ToDictionary(table => table.Table, StringComparer.Ordinal);
        var tables = new List<DemoTable>();
        foreach (var recording in DemoSources.Recordings)
        {
            var schema = configuration.Sources.Single(source => source.Name == recording.Source).TargetSchema;
            foreach (var comparison in await new RowComparison(database, schema).CompareAsync(recording.ReadExpected(topics), null, cancellation))
            {
                var name = $"{comparison.Schema}.{comparison.Table}";
                var count = counts.GetValueOrDefault(name);
                tables.Add(new DemoTable(
                    recording.Source, name, count?.Events ?? 0, comparison.Rows, count?.Superseded ?? 0, count?.Deleted ?? 0, count?.DeadLettered ?? 0, comparison));
            }
        }

        return new DemoReport
        {
            Events = tally.Consumed,
            WithoutChange = tally.Controls,
            Elapsed = elapsed,
            IsComplete = isComplete,
            Tables = tables,
            DeadLetters = await DeadLettersAsync(cancellation),
        };
    }

    private async Task<IReadOnlyList<string>> DeadLettersAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(DeadLetters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var letters = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            letters.Add(reader.GetString(0));
        }

        return letters;
    }
}
