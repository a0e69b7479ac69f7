using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;

namespace CdcFunctions.Integration.Postgres.StaticColumns;

/// <summary>One write of <c>t (pk, ck, owner static, qty)</c> as ScyllaDB's connector sends it.</summary>
/// <param name="Pk">Partition key.</param>
/// <param name="Ck">Clustering key; null for a write of the static column.</param>
/// <param name="At">Write time, microseconds.</param>
/// <param name="Owner">The static column's value.</param>
/// <param name="Qty">The row's value.</param>
/// <param name="IsDelete">True when the row goes.</param>
internal sealed record StaticEvent(int Pk, string? Ck, long At, string? Owner = null, int? Qty = null, bool IsDelete = false)
{
    public static StaticEvent Static(int pk, long at, string? owner) => new(pk, null, at, owner);

    public static StaticEvent Row(int pk, string ck, long at, int? qty) => new(pk, ck, at, Qty: qty);

    public static StaticEvent Delete(int pk, string ck, long at) => new(pk, ck, at, IsDelete: true);

    /// <summary>The record, in the advanced output or the legacy one.</summary>
    public SourceRecord Record(bool isLegacy)
    {
        var key = JsonSerializer.Serialize(new { pk = Pk, ck = Ck });
        object? Value(object? value, bool isOwn) => isLegacy ? (isOwn ? new { value } : null) : value;
        var after = IsDelete ? null : new { pk = Pk, ck = Ck, owner = Value(Owner, Ck is null), qty = Value(Qty, Ck is not null) };
        var before = isLegacy && IsDelete ? new { pk = Pk, ck = Ck, owner = (object?)null, qty = (object?)null } : null;
        var source = new { version = "2.0.3", connector = "scylla", name = "scy", ts_ms = At / 1000, db = "shop", ts_us = At, ts_ns = At * 1000, keyspace_name = "shop", table_name = "t" };
        var value = JsonSerializer.Serialize(new { source, before, after, op = IsDelete ? "d" : "u", ts_ms = At / 1000 });
        return new SourceRecord("scy.shop.t", 0, 0, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), At / 1000);
    }
}
