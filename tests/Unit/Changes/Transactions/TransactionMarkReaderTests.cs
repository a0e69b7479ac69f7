using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Transactions;

public sealed class TransactionMarkReaderTests
{
    private const string Id = "0000002a:00000f48:0019";

    private readonly TransactionMarkReader _reader = new();

    [Fact]
    public void A_change_names_its_transaction_its_table_and_its_place_there()
    {
        var mark = _reader.Read(Change("\"id\":\"" + Id + "\",\"total_order\":6,\"data_collection_order\":2"));

        Assert.Equal((TransactionMarkKind.Event, Id, "Sales.dbo.orders", 2L), (mark.Kind, mark.Id!.Text, mark.Collection, mark.Order));
    }

    [Fact]
    public void Without_metadata_the_commit_LSN_names_the_transaction()
    {
        var mark = _reader.Read(Record("""{"before":null,"after":{"id":1},"source":{"name":"mss","db":"Sales","schema":"dbo","table":"orders","change_lsn":"0000002a:00000f40:0014","commit_lsn":"0000002a:00000f48:0019"},"transaction":null,"op":"c"}"""));

        Assert.Equal((TransactionMarkKind.Event, Id, 0L), (mark.Kind, mark.Id!.Text, mark.Order));
    }

    [Fact]
    public void An_END_promises_counts_by_table()
    {
        var mark = _reader.Read(Record("""{"status":"END","id":"0000002a:00000f48:0019","event_count":3,"data_collections":[{"data_collection":"Sales.dbo.a","event_count":1},{"data_collection":"Sales.dbo.b","event_count":2}],"ts_ms":1}"""));

        Assert.Equal(TransactionMarkKind.End, mark.Kind);
        Assert.Equal([new CollectionCount("Sales.dbo.a", 1), new CollectionCount("Sales.dbo.b", 2)], mark.Counts);
    }

    [Fact]
    public void A_BEGIN_has_null_counts()
        => Assert.Equal(TransactionMarkKind.Begin, _reader.Read(Record("""{"status":"BEGIN","id":"0000002a:00000f48:0019","event_count":null,"data_collections":null,"ts_ms":1}""")).Kind);

    [Theory]
    [InlineData(null)]
    [InlineData("""{"ts_ms":1795242718383}""")]
    [InlineData("""{"source":{"name":"mss"},"ts_ms":1,"databaseName":"Sales","tableChanges":[]}""")]
    [InlineData("""{"before":null,"after":{"id":1},"source":{"name":"mss","db":"Sales","schema":"dbo","table":"orders","snapshot":"true","change_lsn":null,"commit_lsn":"0000002a:00000f48:0019"},"transaction":null,"op":"r"}""")]
    [InlineData("""{"before":null,"after":{"id":1},"source":{"name":"mss","db":"Sales","schema":"dbo","table":"orders","snapshot":"incremental","change_lsn":"0000002a:00000f40:0014","commit_lsn":"0000002a:00000f48:0019","event_serial_no":1},"transaction":null,"op":"r"}""")]
    public void Null_values_heartbeats_schema_changes_and_snapshot_rows_belong_to_none(string? value)
        => Assert.Equal(TransactionMarkKind.None, _reader.Read(Record(value)).Kind);

    [Fact]
    public void A_record_that_is_no_JSON_is_of_an_unknown_transaction()
        => Assert.Equal(TransactionMarkKind.Unreadable, _reader.Read(Record("{\"before\":")).Kind);

    [Fact]
    public void Ids_order_as_the_log_does()
    {
        var early = _reader.Read(Change("\"id\":\"0000002a:00000f48:0019\"")).Id!;
        var late = _reader.Read(Change("\"id\":\"0000002a:00000f48:0100\"")).Id!;

        Assert.True(early.IsBefore(late));
        Assert.False(late.IsBefore(early));
    }

    [Fact]
    public void An_atomic_source_takes_the_table_from_the_envelope()
    {
        var source = new SourceOptions { Name = "erp", Dialect = Dialect.SqlServer, Topics = ["mss.all"], Transactions = TransactionMode.Atomic };
        using var batch = new ChangeBatch();

        ChangeDecoders.Create(source, new SchemaCatalog(), null).Decode([Change($"\"id\":\"{Id}\",\"total_order\":1,\"data_collection_order\":1")], batch);

        Assert.Equal("Sales.dbo.orders", Assert.Single(batch.Tables).Table.ToString());
    }

    [Fact]
    public void A_name_with_escapes_is_read()
    {
        var mark = _reader.Read(Record("""{"before":null,"after":{"id":1},"source":{"name":"mss","db":"Sales","schema":"dbo","table":"Gro\u00dfe","change_lsn":"0000002a:00000f40:0014","commit_lsn":"0000002a:00000f48:0019"},"op":"c"}"""));

        Assert.Equal("Sales.dbo.Große", mark.Collection);
    }

    private static SourceRecord Change(string transaction)
        => Record("""{"before":null,"after":{"id":1},"source":{"version":"3.6.1.Final","connector":"sqlserver","name":"mss","ts_ms":7,"snapshot":"false","db":"Sales","schema":"dbo","table":"orders","change_lsn":"0000002a:00000f40:0014","commit_lsn":"0000002a:00000f48:0019","event_serial_no":2},"transaction":{TX},"op":"c","ts_ms":5}""".Replace("TX", transaction, StringComparison.Ordinal));

    private static SourceRecord Record(string? value)
        => new("mss.all", 0, 0, """{"id":1}"""u8.ToArray(), value is null ? null : Encoding.UTF8.GetBytes(value), 0);
}
