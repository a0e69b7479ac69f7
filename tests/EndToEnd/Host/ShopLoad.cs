using System.Globalization;
using System.Text;
using CdcFunctions.Support;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>
/// Endless changes of three tables, as ScyllaDB's connector writes them without schema: inserts, updates, deletes with their Kafka
/// tombstones, and now and then an old change once more. Knows by itself which rows must come of it.
/// </summary>
internal sealed class ShopLoad(string server, int partitions, int seed = 1)
{
    private const int KeysPerTable = 500;
    private static readonly string[] TableNames = ["carts", "orders", "users"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<(string Table, int Id), LoadRow> _rows = [];
    private readonly Dictionary<(string Table, int Id), LoadEvent> _superseded = [];
    private readonly Dictionary<(string Table, int Id), LoadEvent> _newest = []; // writes, not deletes
    private readonly Queue<LoadEvent> _following = [];
    private long _version = 1_795_161_600_000_000;

    /// <summary>Target tables.</summary>
    public static IReadOnlyList<string> Tables => TableNames;

    /// <summary>Topics, one a table.</summary>
    public IReadOnlyList<string> Topics { get; } = [.. TableNames.Select(table => $"{server}.shop.{table}")];

    /// <summary>Partitions of each topic.</summary>
    public int Partitions => partitions;

    /// <summary>What to add to a failure's message.</summary>
    public string Description => Seeds.Describe(seed);

    /// <summary>The next record.</summary>
    public LoadEvent Next()
    {
        if (_following.TryDequeue(out var following))
        {
            return following;
        }

        var place = (Table: TableNames[_random.Next(TableNames.Length)], Id: _random.Next(KeysPerTable));
        var chance = _random.Next(100);
        if (chance < 5 && _superseded.TryGetValue(place, out var old))
        {
            return old;
        }

        var isDelete = chance < 20 && _rows.ContainsKey(place);
        if (_newest.Remove(place, out var before))
        {
            _superseded[place] = before;
        }

        return isDelete ? Delete(place) : _newest[place] = Write(place);
    }

    /// <summary>The rows that a table must hold now, by id.</summary>
    public IReadOnlyList<LoadRow> Rows(string table)
        => [.. _rows.Where(row => row.Key.Table == table).Select(row => row.Value).OrderBy(row => row.Id)];

    private LoadEvent Write((string Table, int Id) place)
    {
        var op = _rows.ContainsKey(place) ? "u" : "c";
        var row = new LoadRow(place.Id, _random.Next(10) == 0 ? null : $"note {_random.Next():x} žluťoučký", _random.NextInt64(), ++_version);
        _rows[place] = row;
        var note = row.Note is null ? "null" : $"\"{row.Note}\"";
        return Record(place, op, string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{row.Id}},"note":{{note}},"amount":{{row.Amount}}}"""));
    }

    private LoadEvent Delete((string Table, int Id) place)
    {
        _rows.Remove(place);
        _version++;
        var delete = Record(place, "d", "null");
        _following.Enqueue(delete with { Value = null });
        return delete;
    }

    private LoadEvent Record((string Table, int Id) place, string op, string after)
    {
        var (key, ms) = ($$"""{"id":{{place.Id}}}""", _version / 1000);
        var value = string.Create(CultureInfo.InvariantCulture, $$"""
            {"source":{"version":"2.0.3","connector":"scylla","name":"{{server}}","ts_ms":{{ms}},"snapshot":null,"db":"shop","sequence":null,"ts_us":{{_version}},"ts_ns":{{ms}}000000,"keyspace_name":"shop","table_name":"{{place.Table}}"},"before":null,"after":{{after}},"key":{{key}},"op":"{{op}}","ts_ms":{{ms}},"transaction":null,"ts_us":null,"ts_ns":null}
            """);
        return new LoadEvent($"{server}.shop.{place.Table}", place.Id % partitions, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
    }
}
