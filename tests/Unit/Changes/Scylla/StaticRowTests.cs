using CdcFunctions.Changes;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Scylla;

public sealed class StaticRowTests
{
    private const string StaticKey = """{"pk":1,"ck":null}""";

    [Fact]
    public void A_static_row_goes_to_a_table_of_its_own_keyed_by_the_partition()
    {
        var row = Decoded.Of(Sources.Scylla(), Events.Scylla(StaticKey, """{"ck":null,"note":null,"owner":"ann","pk":1,"qty":null}""", op: "u")).Row;

        Assert.Equal("t_static", row.Table.Table);
        Assert.Equal("1", row.KeyText);
        Assert.Equal("owner, pk", row.Cells.Keys.Order(StringComparer.Ordinal).Joined());
        Assert.Equal("ann", row["owner"]);
    }

    [Fact]
    public void A_static_column_is_set_to_null_only_after_it_was_seen_with_a_value()
    {
        var rows = Decoded.Of(
            Sources.Scylla(),
            Events.Scylla(StaticKey, """{"ck":null,"note":null,"owner":"ann","pk":1}""", op: "u"),
            Events.Scylla(StaticKey, """{"ck":null,"note":null,"owner":null,"pk":1}""", op: "u")).Rows;

        Assert.Equal("NULL", rows[1]["owner"]);
        Assert.False(rows[1].Cells.ContainsKey("note"));
    }

    [Fact]
    public void A_column_declared_static_is_known_without_having_been_seen()
    {
        var source = Sources.Scylla(("owner", "static text"), ("note", "text"));

        var statics = Decoded.Of(source, Events.Scylla(StaticKey, """{"ck":null,"note":null,"owner":null,"pk":1}""", op: "u")).Row;
        var clustered = Decoded.Of(source, Events.Scylla("""{"pk":1,"ck":2}""", """{"ck":2,"note":"x","owner":null,"pk":1}""")).Row;

        Assert.Equal("NULL", statics["owner"]);
        Assert.False(statics.Cells.ContainsKey("note"));
        Assert.False(clustered.Cells.ContainsKey("owner"));
        Assert.False(clustered.Header.IsPartial);
    }

    [Fact]
    public void Clustered_rows_do_not_write_a_column_that_static_rows_have_shown()
    {
        var decoded = Decoded.Of(
            Sources.Scylla(),
            Events.Scylla(StaticKey, """{"ck":null,"owner":"ann","pk":1,"qty":null}""", op: "u"),
            Events.Scylla("""{"pk":1,"ck":2}""", """{"ck":2,"owner":null,"pk":1,"qty":5}"""));

        Assert.Equal("t_static, t", decoded.Rows.Select(row => row.Table.Table).Joined());
        Assert.False(decoded.Rows[1].Cells.ContainsKey("owner"));
    }

    [Fact]
    public void A_key_of_nulls_alone_is_refused()
        => Assert.Equal("missing-key", Decoded.Of(Sources.Scylla(), Events.Scylla("""{"pk":null}""", """{"pk":null}""")).Failure.Reason);
}
