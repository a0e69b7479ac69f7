using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class RuleConfigurationTests
{
    private static readonly (string, string) Salt = ("CDC_MASKING__SALT", "0123456789abcdef");

    [Fact]
    public void Rules_of_a_table_are_read()
    {
        const string Tables = """
              includeTables: [users, "o*"]
              excludeTables: "*_tmp"
              tables:
                users:
                  includeColumns: [name, "e*"]
                  where: state = 'open'
                  timeZone: Europe/Berlin
                  columns:
                    email: { mask: redact, rename: mail, trim: true, case: lower, timeZone: UTC }
                    "secret_*": { exclude: true }
                  add:
                    op: { from: operation }
                    region: { value: eu }
            """;
        var source = Yaml.Source(Tables);
        var users = source.Table("users");

        Assert.Equal(new ColumnOptions { Mask = ColumnMask.Redact, Rename = "mail", Trim = true, Case = ColumnCase.Lower, TimeZone = "UTC" }, users.Column("EMAIL"));
        Assert.True(users.Column("secret_pin").Exclude);
        Assert.Equal([true, true, false, false, true], new[] { "name", "extra", "phone", "secret_pin", "op" }.Select(users.Takes));
        Assert.Equal(["mail", "name", "op"], new[] { "email", "Name", "op" }.Select(users.TargetOf));
        Assert.Equal(("state = 'open'", "Europe/Berlin"), (users.Where!.Text, users.TimeZone));
        Assert.Equal((new AddedColumn(RowFact.Operation, null), new AddedColumn(RowFact.None, "eu")), (users.Add["op"], users.Add["region"]));
        Assert.Equal([true, true, false, false], new[] { "users", "Orders", "audit", "o_tmp" }.Select(source.Takes));
    }

    [Fact]
    public void A_column_is_laid_over_the_pattern_that_fits_it()
        => Assert.Equal(
            new ColumnOptions { Trim = true, Mask = ColumnMask.Redact },
            Yaml.Source("  tables: { users: { columns: { email: { mask: redact }, '*': { trim: true } } } }").Table("users").Column("email"));

    [Theory]
    [InlineData("where: state =", "where is no filter: it ends where a number, true, false, or text between single quotes is expected")]
    [InlineData("timeZone: Mars/Olympus", "timeZone is \"Mars/Olympus\"")]
    [InlineData("includeColumns: []", "includeColumns names nothing")]
    [InlineData("columns: { email: { mask: rot13 } }", "columns.email.mask is \"rot13\"")]
    [InlineData("columns: { email: { case: camel } }", "columns.email.case is \"camel\"")]
    [InlineData("columns: { email: { rename: _cdc_version } }", "columns.email.rename is \"_cdc_version\"")]
    [InlineData("columns: { email: { rename: '' } }", "columns.email.rename is \"\"")]
    [InlineData("columns: { 'e*': { rename: mail } }", "columns.e*.rename would give several columns one name")]
    [InlineData("{ columns: { a: { rename: x } }, add: { x: { value: 1 } } }", "gives the name \"x\" to two columns")]
    [InlineData("add: { op: {} }", "add.op says nothing")]
    [InlineData("add: { op: { from: operation, value: x } }", "add.op says both from and value")]
    [InlineData("add: { op: { from: weather } }", "add.op.from is \"weather\"")]
    [InlineData("{ key: id, columns: { id: { exclude: true } } }", "key names id, but its rule excludes it")]
    [InlineData("{ key: id, columns: { id: { mask: redact } } }", "key names id, but its rule masks it so that several keys become one")]
    [InlineData("{ key: id, columns: { id: { case: lower } } }", "key names id, but its rule changes it so that several keys can become one")]
    public void What_cannot_be_is_refused_with_its_line(string setting, string fault)
    {
        var text = Yaml.OnlyFaultOfTable("      " + setting);

        Assert.StartsWith("cdc.yaml:", text, StringComparison.Ordinal);
        Assert.Contains(fault, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("tokenise")]
    public void A_mask_with_a_salt_refuses_to_start_without(string mask)
    {
        var tables = $"sources: [{{ name: s, dialect: scylla, topics: t, tables: {{ users: {{ columns: {{ email: {{ mask: {mask} }} }} }} }} }}]\n";

        Assert.Contains("masking.salt is missing, and a column has mask: hash or tokenise. Allowed: a secret of at least 16 characters that never changes. Set CDC_MASKING__SALT from a secret", Yaml.OnlyFault(tables), StringComparison.Ordinal);
        Assert.Equal(Salt.Item2, Yaml.Load(Yaml.Postgres + tables, Salt).Masking.Salt);
    }

    [Fact]
    public void A_short_salt_is_refused_and_not_shown()
    {
        var fault = Yaml.OnlyFault("masking: { salt: pepper }");

        Assert.Contains("masking.salt is ***. Allowed: a secret of at least 16 characters", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("pepper", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("pepper", new MaskingOptions { Salt = "pepper" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_come_at_once()
        => Assert.Equal(4, Yaml.Faults(Yaml.Postgres + """
            sources:
              - name: s
                dialect: scylla
                topics: t
                tables:
                  users:
                    where: (a = 1
                    timeZone: Mars
                    columns: { a: { mask: x }, b: { rename: _cdc_x } }
            """).Length);

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("A?c", "abC", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("abc", "abcd", false)]
    [InlineData("*b*b", "abab", true)]
    [InlineData("[a]", "a", false)]
    [InlineData(".*", "abc", false)]
    public void Patterns_know_star_and_question_mark_only(string pattern, string name, bool fits) => Assert.Equal(fits, NamePattern.IsMatch(pattern, name));

    [Fact]
    public void Atomic_transactions_cannot_hide_columns()
        => Assert.Contains(
            "sources[0].transactions is atomic, which keeps whole records in PostgreSQL for a while, and a table masks or leaves out columns",
            Yaml.OnlyFaultOfSource("  transactions: atomic\n  tables: { users: { columns: { email: { exclude: true } } } }"),
            StringComparison.Ordinal);

    [Fact]
    public void Static_columns_follow_the_rules_of_their_table()
    {
        var source = Yaml.Source("  tables: { users: { target: people, key: id, columns: { email: { mask: redact } } } }") with { Dialect = Dialect.Scylla };

        Assert.Equal((ColumnMask.Redact, null, null), (source.Table("users_static").Column("email").Mask, source.Table("users_static").Target, source.Table("users_static").Key));
    }
}
