using System.Globalization;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Integration.Postgres.Transactions;

/// <summary>The single topic of an atomic source, as Debezium's connector fills it: tables account(id, balance), orders(id, note) and item(id, order_id).</summary>
internal sealed class SalesLog
{
    public const string Topic = "mss.all";

    private readonly List<SourceRecord> _records = [];

    /// <summary>All records so far; offset = index.</summary>
    public IReadOnlyList<SourceRecord> Records => _records;

    public static string Lsn(long number) => string.Create(CultureInfo.InvariantCulture, $"0000002a:{number:x8}:0001");

    /// <summary>A whole transaction; a change is <c>c orders 1 note=x</c>, <c>u account 1 balance=5</c> or <c>d item 7</c>.</summary>
    public SalesLog Transaction(long number, params string[] changes) => Begin(number).Changes(number, changes).End(number, changes);

    public SalesLog Begin(long number) => Add($$"""{"id":"{{Lsn(number)}}"}""", $$"""{"status":"BEGIN","id":"{{Lsn(number)}}","event_count":null,"data_collections":null,"ts_ms":1}""");

    /// <summary>An END that promises these changes.</summary>
    public SalesLog End(long number, params string[] changes)
    {
        var counts = changes.GroupBy(change => change.Split(' ')[1]).Select(table => $$"""{"data_collection":"Sales.dbo.{{table.Key}}","event_count":{{table.Count()}}}""");
        return Add($$"""{"id":"{{Lsn(number)}}"}""", $$"""{"status":"END","id":"{{Lsn(number)}}","event_count":{{changes.Length}},"data_collections":[{{string.Join(',', counts)}}],"ts_ms":1}""");
    }

    /// <summary>Changes of a transaction, numbered from the given place.</summary>
    public SalesLog Changes(long number, string[] changes, int from = 0)
    {
        var orders = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < changes.Length; i++)
        {
            var table = changes[i].Split(' ')[1];
            orders[table] = orders.GetValueOrDefault(table) + 1;
            if (i >= from)
            {
                Change(number, i + 1, orders[table], changes[i]);
            }
        }

        return this;
    }

    /// <summary>Changes of one table, the first with number <paramref name="before"/> + 1.</summary>
    public SalesLog Events(long number, string[] changes, int before)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            Change(number, before + i + 1, before + i + 1, changes[i]);
        }

        return this;
    }

    /// <summary>A row that a snapshot by signal has read, with the LSNs of a transaction that it is not of.</summary>
    public SalesLog SnapshotRow(long number, int id, string note)
        => Add($$"""{"id":{{id}}}""", $$"""{"before":null,"after":{"id":{{id}},"note":"{{note}}"},"source":{"version":"3.6.1.Final","connector":"sqlserver","name":"mss","ts_ms":7,"snapshot":"incremental","db":"Sales","sequence":null,"ts_us":7000,"ts_ns":7000000,"schema":"dbo","table":"orders","change_lsn":"0000002a:{{number:x8}}:0001","commit_lsn":"{{Lsn(number)}}","event_serial_no":1},"transaction":null,"op":"r","ts_ms":5}""");

    /// <summary>A record once more.</summary>
    public SalesLog Add(SourceRecord record)
    {
        _records.Add(record with { Offset = _records.Count });
        return this;
    }

    /// <summary>A record as it is.</summary>
    public SalesLog Add(string? key, string? value)
    {
        _records.Add(new SourceRecord(Topic, 0, _records.Count, key is null ? null : Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value), 1));
        return this;
    }

    private void Change(long number, int total, int order, string change)
    {
        var words = change.Split(' ', 4);
        var (op, table, key) = (words[0], words[1], $$"""{"id":{{words[2]}}}""");
        var row = op == "d" ? "null" : $$"""{"id":{{words[2]}},{{string.Join(',', words[3].Split(',').Select(Cell))}}}""";
        Add(key, $$"""{"before":{{(op == "d" ? key : "null")}},"after":{{row}},"source":{"version":"3.6.1.Final","connector":"sqlserver","name":"mss","ts_ms":7,"snapshot":"false","db":"Sales","sequence":null,"ts_us":7000,"ts_ns":7000000,"schema":"dbo","table":"{{table}}","change_lsn":"0000002a:{{number:x8}}:{{total & 0xffff:x4}}","commit_lsn":"{{Lsn(number)}}","event_serial_no":{{(op == "u" ? 2 : 1)}}},"transaction":{"id":"{{Lsn(number)}}","total_order":{{total}},"data_collection_order":{{order}}},"op":"{{op}}","ts_ms":5}""");
        if (op == "d")
        {
            Add(key, null);
        }
    }

    private static string Cell(string cell)
    {
        var parts = cell.Split('=', 2);
        return long.TryParse(parts[1], CultureInfo.InvariantCulture, out var number) ? $"\"{parts[0]}\":{number}" : $"\"{parts[0]}\":\"{parts[1]}\"";
    }
}
