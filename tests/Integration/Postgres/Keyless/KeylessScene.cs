using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Keyless;

/// <summary>The recording of a table without key, applied under one of the policies.</summary>
internal sealed class KeylessScene : IDisposable
{
    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private readonly Dictionary<(string Topic, int Partition), long> _next = [];

    public KeylessScene(TestDatabase database, KeylessPolicy policy)
    {
        Database = database;
        var source = new SourceOptions
        {
            Name = "erp",
            Dialect = Dialect.SqlServer,
            Topics = ["^mss.*"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal)
            {
                ["audit_log"] = new TableOptions
                {
                    Keyless = policy,
                    SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal) { ["at"] = "datetime2(3)", ["who"] = "nvarchar(40)", ["what"] = "varchar(100)", ["n"] = "int" },
                },
            },
        };
        var (types, schemas) = (new TargetTypes([source]), new SchemaCatalog());
        _bindings = TestBindings.Over(database.Warehouse, types, schemas);
        var entry = new SourceEntry(source, ChangeDecoders.Create(source, schemas, types));
        _applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse), new SourceCatalog([entry], new SourceRouter([source])), new BatchTransaction(database.Warehouse, _bindings),
            TestTransactions.Over(database.Warehouse, _bindings), Tally, new KafkaOptions(), NullLogger<ChangeApplier>.Instance);
    }

    public TestDatabase Database { get; }

    public ApplyTally Tally { get; } = new();

    public static async Task<List<SourceRecord>> RecordingAsync()
    {
        var records = new List<SourceRecord>();
        await foreach (var record in new Recording("sqlserver/no-primary-key").ReadAsync())
        {
            records.Add(record);
        }

        return records;
    }

    /// <summary>Applies records at the next offsets of their partitions, as a connector that sends them (again) would.</summary>
    public async Task SendAsync(IEnumerable<SourceRecord> records)
    {
        foreach (var record in records)
        {
            var place = (record.Topic, record.Partition);
            var offset = _next.GetValueOrDefault(place);
            _next[place] = offset + 1;
            await _applier.ApplyAsync(Dialect.SqlServer, new[] { record with { Offset = offset } }, CancellationToken.None);
        }
    }

    public Task<string> RowsAsync(string columns)
        => Database.ScalarAsync<string>($"select string_agg(r::text, ' ' order by r::text) from (select {columns} from erp.audit_log) as r");

    public void Dispose() => _bindings.Dispose();
}
