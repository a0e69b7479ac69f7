using CdcFunctions.Operations.Configuration.Filters;

namespace CdcFunctions.Unit.Operations.Configuration.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("a = 1", "(a Equal 1)")]
    [InlineData("a <> 'x'", "(a NotEqual 'x')")]
    [InlineData("a != -1.5e3", "(a NotEqual -1.5e3)")]
    [InlineData("a < 1 and b <= 2 and c > 3 and d >= 4", "((a Less 1) and (b LessOrEqual 2) and (c Greater 3) and (d GreaterOrEqual 4))")]
    [InlineData("a = 1 or b = 2 and not c = 3", "((a Equal 1) or ((b Equal 2) and not (c Equal 3)))")]
    [InlineData("(a = 1 or b = 2) AND c = TRUE", "(((a Equal 1) or (b Equal 2)) and (c Equal true))")]
    [InlineData("a in (1, 'x''y', false)", "(a in 1,'x'y',false)")]
    [InlineData("a not in (1)", "not (a in 1)")]
    [InlineData("\"Weird \"\"name\" like 'a%'", "(Weird \"name like a%)")]
    [InlineData("a is null or b is not null", "((a is null) or not (b is null))")]
    [InlineData("a not like '_'", "not (a like _)")]
    public void A_filter_is_read_with_the_usual_precedence(string text, string expected)
        => Assert.Equal(expected, Show(FilterParser.Parse(text).Filter));

    [Theory]
    [InlineData("", "it ends where a column is expected")]
    [InlineData("a", "it ends where =, !=, <, <=, >, >=, in, like or is is expected")]
    [InlineData("a = b", "at position 5 stands b where a number, true, false, or text between single quotes is expected")]
    [InlineData("a = null", "nothing equals null (position 5): write is null or is not null")]
    [InlineData("a = 'x", "the quote at position 5 does not end")]
    [InlineData("a = 1 b = 2", "at position 7 stands b where and, or, or the end is expected")]
    [InlineData("(a = 1", "it ends where ) is expected")]
    [InlineData("a = 1; drop table users", "at position 6 stands ; where and, or, or the end is expected")]
    [InlineData("1 = 1", "at position 1 stands 1 where a column is expected")]
    [InlineData("a like 5", "at position 8 stands 5 where a pattern between single quotes is expected")]
    [InlineData("lower(a) = 'x'", "at position 6 stands ( where =, !=, <, <=, >, >=, in, like or is is expected")]
    public void What_is_no_filter_is_refused_with_the_place(string text, string fault)
        => Assert.Equal((null, fault), FilterParser.Parse(text));

    [Fact]
    public void Endless_nesting_is_refused()
        => Assert.Equal("it nests deeper than 100 levels", FilterParser.Parse(new string('(', 5_000) + "a = 1").Fault);

    [Fact]
    public void The_columns_are_known()
        => Assert.Equal(["a", "B"], FilterParser.Parse("a = 1 or not (\"B\" is null and a > 3)").Filter!.Columns);

    private static string Show(FilterExpression? filter) => filter switch
    {
        FilterJunction join => $"({string.Join(join.IsAnd ? " and " : " or ", join.Parts.Select(Show))})",
        FilterNot not => $"not {Show(not.Inner)}",
        FilterComparison compare => $"({compare.Column} {compare.Operator} {Show(compare.Literal)})",
        FilterMembership list => $"({list.Column} in {string.Join(',', list.Literals.Select(Show))})",
        FilterLike like => $"({like.Column} like {like.Pattern})",
        FilterNullTest test => $"({test.Column} is null)",
        _ => "nothing",
    };

    private static string Show(FilterLiteral literal) => literal.Form == FilterLiteralForm.Text ? $"'{literal.Text}'" : literal.Text;
}
