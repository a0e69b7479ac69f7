using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;

namespace CdcFunctions.Unit.Postgres.Schema.Evolution;

/// <summary>Every change under every policy, with the right to alter the table and without: what the documentation prints, held from the other side.</summary>
public sealed class SchemaPlanTests
{
    // One line a change: outcome/effect for evolve, try, lenient, ignore, exception; then evolve, try, lenient without the right to alter.
    private const string Expected =
        """
        a table is new | A/W A/W A/W R/P R/P | N/P N/P N/P
        a column is new | A/W A/W A/W I/L R/P | N/P N/L N/L
        a column is gone | A/W A/W A/W I/W R/P | N/W N/W N/W
        a NOT NULL column is gone | A/W A/W A/W R/P R/P | N/P N/P N/P
        a column has another name (by schema-change record) | A/W A/W A/W I/L R/P | N/P N/L N/L
        numeric(12,2) → numeric(20,2) | A/W A/W K/W I/W R/P | N/W N/W K/W
        integer → bigint | A/W A/W K/W I/W R/P | N/W N/W K/W
        integer → bigint, large table | N/W N/W K/W I/W R/P | N/W N/W K/W
        integer → text | A/W A/W K/W I/W R/P | N/W N/W K/W
        bigint → integer | K/W K/W K/W I/W R/P | K/W K/W K/W
        numeric(12,2) → numeric(12,4) | A/W A/W K/W I/W R/P | N/W N/W K/W
        double precision → numeric | R/P N/W K/W I/W R/P | R/P N/W K/W
        integer → date | R/P N/D K/L I/L R/P | R/P N/D K/L
        NOT NULL goes | A/W A/W A/W I/W R/P | N/W N/W N/W
        NOT NULL comes | K/W K/W K/W I/W R/P | K/W K/W K/W
        the key gains a column | A/P N/W K/W I/W R/P | N/P N/W K/W
        the key is another column | A/P N/P N/P R/P R/P | N/P N/P N/P
        a table is gone | A/W A/W A/W I/W R/W | N/W N/W N/W
        """;

    public static TheoryData<string> Lines => [.. Expected.Split('\n', StringSplitOptions.TrimEntries)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_change_under_every_policy(string line)
    {
        var example = ExampleChanges.All.Single(one => one.Words == line.Split(" | ")[0]);

        var able = Enum.GetValues<SchemaChangePolicy>().Select(policy => Short(example.Step(policy)));
        var unable = Enum.GetValues<SchemaChangePolicy>().Take(3).Select(policy => Short(example.Step(policy, canAlter: false)));

        Assert.Equal(line, $"{example.Words} | {string.Join(' ', able)} | {string.Join(' ', unable)}");
    }

    [Fact]
    public void Every_kind_and_every_example_has_its_line()
    {
        Assert.Equal(ExampleChanges.All.Select(one => one.Words), Expected.Split('\n').Select(line => line.Trim().Split(" | ")[0]));
        Assert.Equal(Enum.GetValues<SchemaChangeKind>(), ExampleChanges.All.Select(one => one.Kind).Distinct().Order());
    }

    [Fact]
    public void No_statement_drops_a_column_or_a_table()
    {
        var statements = from example in ExampleChanges.All
                         from policy in Enum.GetValues<SchemaChangePolicy>()
                         from canAlter in new[] { true, false }
                         select example.Step(policy, canAlter).Sql ?? "";

        Assert.All(statements, sql => Assert.DoesNotContain("drop column", sql, StringComparison.OrdinalIgnoreCase));
        Assert.All(statements, sql => Assert.DoesNotContain("drop table", sql, StringComparison.OrdinalIgnoreCase));
    }

    private static string Short(SchemaStep step) => $"{(step.Outcome == SchemaOutcome.Pending ? 'N' : step.Outcome.ToString()[0])}/{(step.Effect == RowEffect.Wait ? 'P' : step.Effect.ToString()[0])}";
}
