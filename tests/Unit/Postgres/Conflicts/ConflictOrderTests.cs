using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Conflicts;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Postgres.Conflicts;

public sealed class ConflictOrderTests
{
    [Theory]
    [InlineData(ConflictPolicy.ArrivalOrder, "merged cell by cell")]
    [InlineData(ConflictPolicy.Column, "merged cell by cell")]
    public void Tables_merged_cell_by_cell_have_no_other_order_than_their_cells(ConflictPolicy policy, string why)
        => Assert.Contains(why, Refused(policy, "v", MergeMode.Cell, ValueKind.Int64), StringComparison.Ordinal);

    [Theory]
    [InlineData("v", ValueKind.Text, "column v is Text, which is no version")]
    [InlineData("w", ValueKind.Int64, "column w is not among its columns")]
    public void A_column_that_is_no_version_is_refused(string column, ValueKind kind, string why)
        => Assert.Contains(why, Refused(ConflictPolicy.Column, column, MergeMode.Row, kind), StringComparison.Ordinal);

    [Fact]
    public void A_delete_of_SQL_Server_brings_the_version_column_of_the_row_before()
    {
        var source = Sources.SqlServer() with { Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["t"] = new() { Conflict = ConflictPolicy.Column, ConflictColumn = "v" } } };
        using var changes = new ChangeBatch();
        SourceRecord[] records = [Events.SqlServer("""{"id":1}""", """{"id":1,"v":7}"""), Events.SqlServer("""{"id":1}""", null, """{"id":1,"v":9}""", op: "d")];
        var decoder = ChangeDecoders.Create(source, new SchemaCatalog(), null);
        decoder.Decode(records, changes);

        ConflictOrder.Apply(new SourceEntry(source, decoder), changes, [1], records);

        Assert.Equal([7, 9], changes.Tables.SelectMany(table => Enumerable.Range(0, table.Count).Select(row => table.Row(row).Version)));
    }

    private static string Refused(ConflictPolicy policy, string name, MergeMode merge, ValueKind kind)
    {
        using var changes = new ChangeBatch();
        var table = changes.AddTable(new TableName("shop", "shop", "t"), merge);
        table.AddColumn(new ColumnShape { Name = "v", Type = new ColumnType(kind) });
        table.AddRow(default);
        var source = Sources.SqlServer() with { Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["t"] = new() { Conflict = policy, ConflictColumn = name } } };
        return Assert.Throws<TableMismatchException>(() => ConflictOrder.Apply(new SourceEntry(source, null!), changes, [1], [default])).Message;
    }
}
