using System.Text;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>All that a store holds, as sorted lines that can be compared.</summary>
internal static class StoreText
{
    public static List<string> Of(StoreState state)
    {
        string[] columns = [.. state.Tables[0].Shape.PrimaryKey, "a", "b"];
        return Sorted([
            .. state.Rows.Select(r => (Table: state.Table(r.Key.Table).Shape.Name.Name, Row: r.Value)).Select(r => $"row {r.Table} {string.Join(' ', columns.Select(c => Value(r.Row.Values.GetValueOrDefault(c), c == "b")))} {r.Row.Version} {r.Row.Sequence} {Hex(r.Row.Cells)} {(r.Row.IsDeleted ? "deleted" : "")}"),
            .. state.Tombstones.Select(t => $"tombstone {t.Key.Table} {t.Key.Key.ToLowerInvariant()} {t.Value.Version} {t.Value.Sequence} {Hex(t.Value.Cells)}"),
            .. state.Ranges.Values.Select(r => $"range {Hex(r.Partition)} {Hex(r.Start)} {Hex(r.End)} {r.PartitionColumns} {r.Descending} {r.Version}"),
            .. state.Checkpoints.Select(c => $"checkpoint {c.Key.Partition} {c.Value.Epoch} {c.Value.NextOffset}"),
            .. state.Stages.Select(s => $"stage {s.Key.Transaction} {s.Value.Records.Count}"),
            .. state.Stages.SelectMany(s => s.Value.Records.Select(r => $"staged {s.Key.Transaction} {r.Chunk} {r.Offset} {r.TimeMs} {Hex(r.Key)} {Hex(r.Value)} {Hex(r.Headers)}")),
            .. state.Parked.Select(p => $"parked {p.Key.Transaction} {p.Value.Offset}"),
            .. state.Progress.Select(p => $"progress {p.Key.Partition} {p.Value.Newest}"),
            .. state.Letters.Select(l => $"letter {l.Key.Partition.Partition} {l.Key.Offset} {l.Value.Reason}"),
        ]);
    }

    public static async Task<List<string>> OfAsync(TestDatabase database)
    {
        var columns = await database.ScalarAsync<string>("select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns where table_schema = 'shop' and table_name = 't'");
        var key = columns.StartsWith("p,", StringComparison.Ordinal) ? "p || ' ' || c" : "id::text";
        var cells = columns.Contains("_cdc_cells", StringComparison.Ordinal) ? "coalesce(encode(_cdc_cells, 'hex'), '')" : "''";
        var deleted = columns.Contains("_cdc_deleted", StringComparison.Ordinal) ? "case when _cdc_deleted then 'deleted' else '' end" : "''";
        string Rows(string table) => $"select concat('row {table} ', {key}, ' ', coalesce(a::text, 'null'), ' ', coalesce(b, 'null'), ' ', _cdc_version, ' ', _cdc_sequence, ' ', {cells}, ' ', {deleted}) as line from shop.{table}";
        var tables = await database.ScalarAsync<string[]>("select array_agg(table_name::text) from information_schema.tables where table_schema = 'shop'");
        var text = await database.ScalarAsync<string>($"""
            select string_agg(line, e'\n') from (
                {string.Join(" union all ", tables.Select(Rows))}
                union all select concat('tombstone ', table_id, ' ', encode(key, 'hex'), ' ', version, ' ', sequence, ' ', coalesce(encode(cells, 'hex'), '')) from cdc.tombstone
                union all select concat('range ', encode(partition_key, 'hex'), ' ', encode(start_key, 'hex'), ' ', encode(end_key, 'hex'), ' ', partition_columns, ' ', descending, ' ', version) from cdc.range_tombstone
                union all select concat('checkpoint ', partition, ' ', epoch, ' ', next_offset) from cdc.checkpoint
                union all select concat('stage ', transaction_id, ' ', records) from cdc.staged_transaction
                union all select concat('staged ', t.transaction_id, ' ', r.chunk, ' ', r.record_offset, ' ', r.record_time_ms, ' ', coalesce(encode(r.record_key, 'hex'), ''), ' ', coalesce(encode(r.record_value, 'hex'), ''), ' ', coalesce(encode(r.headers, 'hex'), ''))
                    from cdc.staged_transaction t join cdc.staged_record r on r.staged_transaction = t.id
                union all select concat('parked ', transaction_id, ' ', record_offset) from cdc.parked_transaction
                union all select concat('progress ', partition, ' ', newest) from cdc.transaction_progress
                union all select concat('letter ', partition, ' ', record_offset, ' ', reason) from cdc.dead_letter) as lines
            """);
        return Sorted(text.Split('\n'));
    }

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static string Hex(byte[]? bytes) => bytes is null ? "" : Convert.ToHexStringLower(bytes);

    private static string Value(byte[]? value, bool isText) => value switch
    {
        null => "null",
        _ when isText => Encoding.UTF8.GetString(value),
        { Length: sizeof(int) } => Wire.Int32(value).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Wire.Int64(value).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
