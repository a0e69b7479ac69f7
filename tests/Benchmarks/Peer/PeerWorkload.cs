using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>The topic that all contenders read: a warm-up and inserts, then updates, as SQL Server's connector writes them, without schema in the messages.</summary>
internal sealed class PeerWorkload
{
    /// <summary>Partitions of the topic.</summary>
    public const int Partitions = 4;

    /// <summary>Where the rows go.</summary>
    public const string Table = "bench.item";

    /// <summary>Makes the empty table, the same for all.</summary>
    public const string TableSql =
        $"""
         create schema if not exists bench;
         drop table if exists {Table};
         create table {Table} (id bigint primary key, customer integer, email text, status text, amount text, is_paid boolean, score double precision, note text);
         checkpoint
         """;

    /// <summary>A number that is the same exactly when the rows are.</summary>
    public const string ChecksumSql = $"select coalesce(sum(hashtextextended(concat_ws('|', id, customer, email, status, amount, is_paid, score), 0)::numeric), 0) from {Table}";

    private readonly BenchContext _bench;
    private readonly PeerScale _scale;
    private readonly LoadedTopic _topic;
    private readonly string _updated;
    private readonly long _firstUpdate;

    public PeerWorkload(BenchContext bench, PeerScale scale)
    {
        (_bench, _scale) = (bench, scale);
        _topic = new LoadedTopic(bench.Kafka, Form, "item", Partitions);

        // The last update of each partition must show in the row: its amount has to differ from the insert's.
        var last = LastUpdates();
        _firstUpdate = scale.WarmUp + scale.Events + 1;
        while (last.Any(update => Amount(update) == EventFactory.Amount(update.Id, update.Id + 1)))
        {
            _firstUpdate++;
        }

        _updated = string.Join(", ", last.Select(update => $"({update.Id}, '{Amount(update)}')"));
    }

    /// <summary>Form of the events; about 800 bytes.</summary>
    public static EventForm Form { get; } = new(Dialect.SqlServer, 800, WithSchema: false);

    /// <summary>Topic name.</summary>
    public string Topic => _topic.Name;

    /// <summary>All events of the topic.</summary>
    public long AllEvents => _scale.WarmUp + (2L * _scale.Events);

    /// <summary>Rows at the end.</summary>
    public long Rows => _scale.WarmUp + _scale.Events;

    /// <summary>The source as <c>cdc.yaml</c> describes it. Amounts are texts in the table, because that is all the peer can write a string to.</summary>
    public SourceOptions Source()
    {
        var source = BenchSource.Of(Form);
        var types = new Dictionary<string, string>(source.Tables["*"].SourceTypes, StringComparer.Ordinal) { ["amount"] = "nvarchar(40)" };
        return source with { Topics = [Topic], Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = new TableOptions { SourceTypes = types } } };
    }

    /// <summary>Fills the topic.</summary>
    public async Task FillAsync()
    {
        await _topic.CreateAsync();
        _topic.Fill(Rows, isInsert: true);
        _topic.Fill(_scale.Events, isInsert: false, _firstUpdate);
    }

    /// <summary>True when the warm-up stands in the table.</summary>
    public Task<bool> IsWarmAsync() => HasAsync(_scale.WarmUp);

    /// <summary>True when all inserts stand in the table.</summary>
    public Task<bool> IsInsertedAsync() => HasAsync(Rows);

    /// <summary>True when all updates stand in the table.</summary>
    public Task<bool> IsUpdatedAsync() => _bench.ScalarAsync<bool>($"select count(*) = {Partitions} from {Table} where (id, amount) in ({_updated})");

    // Keys go round the partitions, and each partition is applied in order: its last key says that all before are there.
    private Task<bool> HasAsync(long events)
        => _bench.ScalarAsync<bool>($"select count(*) = {Partitions} from {Table} where id between {events - Partitions} and {events - 1}");

    private List<(long Id, long Index)> LastUpdates()
        => [.. Enumerable.Range(1, _scale.Events).Select(back => (long)_scale.Events - back).Select(i => (Id: LoadedTopic.UpdatedKey(i, _scale.Events), Index: i)).DistinctBy(update => update.Id % Partitions).Take(Partitions)];

    private string Amount((long Id, long Index) update) => EventFactory.Amount(update.Id, _firstUpdate + update.Index);
}
