using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Rules.Concealment;

namespace CdcFunctions.Unit.Postgres.Rules.Concealment;

public sealed class ConcealerTests
{
    private const string Secret = "ann@example.org";

    private static readonly TableOptions Rules = new()
    {
        Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal)
        {
            ["email"] = new() { Mask = ColumnMask.Hash },
            ["phone"] = new() { Mask = ColumnMask.Null },
            ["note"] = new() { Exclude = true },
            ["ck"] = new() { Mask = ColumnMask.Tokenise },
        },
    };

    private static string Hash => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(RuleScene.Salt), Encoding.UTF8.GetBytes(Secret)));

    [Fact]
    public void A_table_that_hides_nothing_keeps_its_bytes()
    {
        var record = Record("""{"after": {"id":1},  "op":"c"}""");

        Assert.Equal(ConcealedRecord.Open(record), Conceal(record, TableOptions.Default));
    }

    [Fact]
    public void An_event_without_hidden_values_keeps_its_bytes()
    {
        var record = Record("""{"after": {"id":1, "email":null},  "op":"c"}""");

        Assert.Equal(record.Value, Conceal(record, Rules).Record.Value);
    }

    [Fact]
    public void Masked_columns_are_masked_as_in_the_table_and_the_rest_is_kept()
    {
        var concealed = Conceal(Record($$"""{"schema":{"fields":[{"field":"email"}]},"payload":{"before":{"id":7,"email":"{{Secret}}"},"after":{"id":7,"email":"{{Secret}}","n":1.50,"x":"ä\u0000"},"source":{"email":"kept"},"op":"u"} }"""), Rules);

        Assert.Equal(PayloadState.Masked, concealed.State);
        var payload = JsonDocument.Parse(concealed.Record.Value.Memory).RootElement.GetProperty("payload");
        Assert.Equal(Hash, payload.GetProperty("after").GetProperty("email").GetString());
        Assert.Equal(Hash, payload.GetProperty("before").GetProperty("email").GetString());
        Assert.Equal("1.50", payload.GetProperty("after").GetProperty("n").GetRawText());
        Assert.Equal("ä\0", payload.GetProperty("after").GetProperty("x").GetString());
        Assert.Equal("kept", payload.GetProperty("source").GetProperty("email").GetString());
        AssertHidden(concealed);
    }

    [Fact]
    public void Cells_are_masked_inside()
    {
        var concealed = Conceal(Record($$"""{"after":{"email":{"value":"{{Secret}}","deletion_ts":null,"set":true},"phone":{"value":"{{Secret}}","deletion_ts":5,"set":true} },"op":"i"}"""), Rules);

        Assert.Equal($$$"""{"after":{"email":{"value":"{{{Hash}}}","deletion_ts":null,"set":true},"phone":{"value":null,"deletion_ts":5,"set":true}},"op":"i"}""", Encoding.UTF8.GetString(concealed.Record.Value.Span));
    }

    [Fact]
    public void Emptied_columns_alone_leave_an_event_that_may_be_replayed()
    {
        var concealed = Conceal(Record($$"""{"after":{"id":1,"phone":"{{Secret}}","note":{"value":"{{Secret}}","more":"{{Secret}}"} },"op":"c"}"""), Rules);

        Assert.Equal(PayloadState.Emptied, concealed.State);
        Assert.Equal("""{"after":{"id":1,"phone":null,"note":null},"op":"c"}""", Encoding.UTF8.GetString(concealed.Record.Value.Span));
    }

    [Fact]
    public void Columns_that_are_not_included_are_emptied_but_for_the_key()
    {
        var concealed = Conceal(Record($$"""{"after":{"id":1,"a":2,"b":"{{Secret}}"},"op":"c"}""", """{"id":1}"""), new TableOptions { IncludeColumns = ["a"] });

        Assert.Equal(("""{"after":{"id":1,"a":2,"b":null},"op":"c"}""", """{"id":1}"""), (Encoding.UTF8.GetString(concealed.Record.Value.Span), Encoding.UTF8.GetString(concealed.Record.Key.Span)));
    }

    [Fact]
    public void The_key_is_masked_in_key_headers_and_bounds()
    {
        var record = Record(
            $$"""{"key":{"ck":"{{Secret}}"},"after":{"ck":"{{Secret}}","_range_start":{"values":[{"name":"ck","value":"{{Secret}}"}]} },"op":"r"}""",
            $$"""{"schema":{},"payload":{"ck":"{{Secret}}"} }""") with
        {
            Headers = [new RecordHeader("ck.ck", Encoding.UTF8.GetBytes(Secret)), new RecordHeader("pk.id", "1"u8.ToArray()), new RecordHeader("__debezium.newkey", Encoding.UTF8.GetBytes($$"""{"ck":"{{Secret}}"}"""))],
        };

        var concealed = Conceal(record, Rules);

        Assert.Equal(PayloadState.Masked, concealed.State);
        AssertHidden(concealed);
        Assert.Equal("1"u8.ToArray(), concealed.Record.Headers![1].Value);
    }

    [Theory]
    [InlineData("""{"id":1,"email":"ann@example.org"}""")]
    [InlineData("""{"op":"c","row":{"inner":[{"email":"ann@example.org"}]}}""")]
    [InlineData("\"ann@example.org\"")]
    [InlineData("[\"ann@example.org\"]")]
    public void In_what_is_no_event_every_property_of_that_name_is_hidden(string value)
    {
        var concealed = Conceal(Record(value), Rules);

        Assert.Equal(PayloadState.Masked, concealed.State);
        AssertHidden(concealed);
    }

    [Theory]
    [InlineData("""{"after":{"email":"ann@example.org""")]
    [InlineData("ann@example.org")]
    [InlineData("{\"a\": 1} ann@example.org")]
    public void What_cannot_be_read_is_not_stored_but_its_length_and_hash(string value)
    {
        var concealed = Conceal(Record(value), Rules);

        Assert.Equal((PayloadState.Withheld, null), (concealed.State, concealed.Record.Value));
        var mark = JsonDocument.Parse(concealed.Withheld!).RootElement.GetProperty("value");
        Assert.Equal(value.Length, mark.GetProperty("bytes").GetInt32());
        Assert.Equal(64, mark.GetProperty("hmacSha256").GetString()!.Length);
    }

    [Fact]
    public void A_key_that_names_no_column_is_not_stored_readably()
    {
        var concealed = Conceal(Record("""{"after":{"id":1},"op":"c"}""", $"\"{Secret}\""), Rules);

        Assert.Equal(PayloadState.Masked, concealed.State);
        AssertHidden(concealed);
    }

    private static SourceRecord Record(string value, string? key = null) => new("scy.shop.users", 0, 0, key is null ? null : Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), 0);

    private static ConcealedRecord Conceal(SourceRecord record, TableOptions rules)
    {
        var source = new SourceOptions
        {
            Name = "shop", Dialect = Dialect.Scylla, Topics = ["t"], Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["users"] = rules },
        };
        return new Concealer([source], new MaskingOptions { Salt = RuleScene.Salt }).Conceal(new DeadLetter(record, "shop", null, null, "bad-value", null, "", ""));
    }

    private static void AssertHidden(ConcealedRecord concealed)
    {
        var all = new[] { concealed.Record.Key.ToArray(), concealed.Record.Value.ToArray() }.Concat(concealed.Record.Headers?.Select(header => header.Value) ?? []);
        Assert.DoesNotContain(Secret, string.Join('\n', all.Select(bytes => Encoding.UTF8.GetString(bytes ?? []))), StringComparison.Ordinal);
    }
}
