using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Demo;

public sealed class RowComparisonTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [SkippableTheory]
    [InlineData("sqlserver/types-precise-adaptive")]
    [InlineData("sqlserver/crud")]
    [InlineData("scylla/types-advanced")]
    [InlineData("scylla/crud-advanced-full")]
    [InlineData("cassandra/types")]
    [InlineData("cassandra/partial-updates")]
    public async Task Rows_written_without_fault_compare_equal(string name)
    {
        var (comparison, expected) = await WriteAsync(name);

        Assert.All(await comparison.CompareAsync(expected, null, CancellationToken.None), table => Assert.True(table.IsEqual, table.ToString()));
    }

    [SkippableTheory]
    [InlineData("UPDATE {0}.customers SET credit = credit + 0.01 WHERE id = 1", "id=1: credit is ")]
    [InlineData("UPDATE {0}.customers SET notes = NULL WHERE id = 1", "id=1: notes is NULL")]
    [InlineData("UPDATE {0}.customers SET updated = now() WHERE id = 1", "id=1: updated is ")]
    [InlineData("DELETE FROM {0}.customers WHERE id = 1", "id=1: row is missing")]
    [InlineData("INSERT INTO {0}.customers (id) VALUES (99)", "id=99: row should not be there")]
    [InlineData("INSERT INTO {0}.customers SELECT * FROM {0}.customers WHERE id = 1", "id=1: row should not be there")]
    [InlineData("ALTER TABLE {0}.customers DROP COLUMN name", ": name is NULL")]
    [InlineData("DROP TABLE {0}.customers", "row is missing")]
    public async Task A_difference_is_named_by_row_and_column(string fault, string message)
    {
        var schema = $"s{Guid.NewGuid():N}";
        var (comparison, expected) = await WriteAsync("sqlserver/crud", schema);
        var database = await fixture.RequireAsync();

        await database.ExecuteAsync(string.Format(null, fault, schema));
        var customers = (await comparison.CompareAsync(expected, null, CancellationToken.None)).Single(table => table.Table == "customers");

        Assert.Contains(customers.Differences, difference => difference.ToString().Contains(message, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_row_that_PostgreSQL_cannot_hold_is_counted_and_not_missed()
    {
        var (comparison, expected) = await WriteAsync("cassandra/types", "nul");

        var texts = (await comparison.CompareAsync(expected, null, CancellationToken.None)).Single(table => table.Table == "odd_texts");
        Assert.Equal((1L, 5L, 6L), (texts.NotStorable, texts.Rows, texts.Expected));
    }

    private async Task<(RowComparison Comparison, ExpectedRows Expected)> WriteAsync(string name, string? schema = null)
    {
        var database = await fixture.RequireAsync();
        schema ??= $"s{Guid.NewGuid():N}";
        var expected = new Recording(name).Expected;
        await ExpectedRowsWriter.WriteAsync(database, schema, expected);
        return (new RowComparison(database.Warehouse, schema), expected);
    }
}
