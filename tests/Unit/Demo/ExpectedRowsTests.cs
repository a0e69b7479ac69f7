using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.Unit.Demo;

public sealed class ExpectedRowsTests
{
    [Theory]
    [MemberData(nameof(RecordingCatalog.All), MemberType = typeof(RecordingCatalog))]
    public void Every_expectation_can_be_read(string name)
    {
        var expected = new Recording(name).Expected;

        Assert.NotEmpty(expected.Tables);
        Assert.All(expected.Tables, table => Assert.All(table.Key, column => Assert.Contains(column, table.Types.Keys)));
        Assert.All(expected.Tables, table => Assert.All(table.Rows, row => Assert.All(row.EnumerateObject(), column => Assert.Contains(column.Name, table.Types.Keys))));
    }

    [Fact]
    public void The_dialect_is_recognised_by_the_form_of_the_file()
    {
        Assert.Equal(SourceDialect.SqlServer, new Recording("sqlserver/crud").Expected.Dialect);
        Assert.Equal(SourceDialect.Scylla, new Recording("scylla/crud-advanced-full").Expected.Dialect);
        Assert.Equal(SourceDialect.Cassandra, new Recording("cassandra/types").Expected.Dialect);
    }

    [Fact]
    public void Keys_are_partition_and_clustering_columns_in_order()
        => Assert.Equal(["d", "v", "ts", "ip", "b"], Table("cassandra/types", "odd_keys").Key);

    [Fact]
    public void What_the_events_do_not_carry_is_known_by_row_and_column()
    {
        var period = Table("cassandra/types", "customers").Gaps[0];
        Assert.Equal(["period"], period.Columns);
        Assert.Equal("33333333-3333-3333-3333-333333333333", period.Key!.Value.GetProperty("id").GetString());

        var notes = Assert.Single(Table("sqlserver/incremental-snapshot", "customers").Gaps);
        Assert.Equal(["notes"], notes.Columns);
        Assert.Equal(1, notes.Key!.Value.GetProperty("id").GetInt32());

        Assert.Equal([1, 2], Table("scylla/odd-advanced", "users").Gaps.Where(gap => gap.Columns!.Contains("c_date")).Select(gap => gap.Key!.Value.GetProperty("id").GetInt32()));
        Assert.Equal(["geo", "hid", "var"], Table("sqlserver/odd-types", "odd").Gaps.Single(gap => gap.Key is null).Columns);
    }

    [Fact]
    public void Settings_that_lose_digits_are_read_from_the_recording()
        => Assert.Equal(new ComparisonPrecision(true, true), new Recording("sqlserver/types-double-connect").Expected.Precision);

    private static ExpectedTable Table(string recording, string name) => new Recording(recording).Expected.Tables.Single(table => table.Name == name);
}
