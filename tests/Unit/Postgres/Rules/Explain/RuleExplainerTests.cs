using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Rules.Explain;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Postgres.Rules.Explain;

public sealed class RuleExplainerTests
{
    private static readonly TableOptions Rules = new()
    {
        Where = RuleScene.Filter("v < 5"),
        Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal)
        {
            ["email"] = new() { Mask = ColumnMask.Partial, Rename = "mail" },
            ["note"] = new() { Exclude = true },
            ["name"] = new() { Trim = true, Case = ColumnCase.Upper },
        },
        Add = new Dictionary<string, AddedColumn>(StringComparer.Ordinal) { ["op"] = new(RowFact.Operation, null) },
    };

    [Fact]
    public void Each_column_is_shown_before_and_after_and_hidden_ones_only_after()
    {
        var explained = Explain(Rules, Events.Scylla("""{"id":1}""", """{"id":1,"v":1,"email":"ann@example.org","note":"secret","name":" ann "}"""));

        Assert.Equal(("shop.t", "shop.t", "Written: insert."), (explained.Table, explained.Target, explained.Outcome));
        Assert.Equal(
            [
                new ColumnExplanation("id", "id", "1", "1", ""),
                new ColumnExplanation("v", "v", "1", "1", ""),
                new ColumnExplanation("email", "mail", "(hidden)", "***********.org", "mask partial, rename"),
                new ColumnExplanation("name", "name", " ann ", "ANN", "trim, case upper"),
                new ColumnExplanation("op", "op", null, "insert", "from operation"),
            ],
            explained.Columns);
        Assert.DoesNotContain("ann@", explained.ToString() + string.Join(',', explained.Columns), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":1,"v":7}""", "Dropped: the filter does not hold; the row is removed from the target if it is there.")]
    [InlineData("""{"id":1}""", "Dead letter (undecided-filter):")]
    [InlineData("""{"id":1,"v":""", "Dead letter (malformed-json):")]
    public void The_outcome_is_said(string after, string outcome)
        => Assert.StartsWith(outcome, Explain(Rules, Events.Scylla("""{"id":1}""", after)).Outcome, StringComparison.Ordinal);

    [Fact]
    public void A_table_that_is_left_out_and_a_topic_without_source_are_told()
    {
        Assert.Equal("Dropped: the configuration leaves the table out.", Explain(Rules, Events.Scylla("""{"id":1}""", """{"id":1}"""), exclude: "t").Outcome);
        Assert.Equal("No source has this topic.", Explain(Rules, Events.Record("other", null, "{}")).Outcome);
    }

    [Theory]
    [InlineData(ValueKind.Timestamp, "timeZone Europe/Berlin")]
    [InlineData(ValueKind.TimestampTz, "")]
    [InlineData(ValueKind.Text, "")]
    public void A_zone_is_named_where_it_does_something(ValueKind kind, string words)
        => Assert.Equal(words, RuleWords.Of(new TableOptions { TimeZone = "Europe/Berlin" }, new ColumnShape { Name = "at", Type = new ColumnType(kind) }));

    private static EventExplanation Explain(TableOptions rules, SourceRecord record, string? exclude = null)
    {
        var source = new SourceOptions
        {
            Name = "shop",
            Dialect = Dialect.Scylla,
            Topics = ["scy.shop.t"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["t"] = rules },
            ExcludeTables = exclude is null ? [] : [exclude],
        };
        var masking = new MaskingOptions { Salt = RuleScene.Salt };
        return new RuleExplainer(new SourceRouter([source]), [new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), null))], new RuleBook([source], masking), masking).Explain(record);
    }
}
