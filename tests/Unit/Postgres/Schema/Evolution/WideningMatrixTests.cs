using CdcFunctions.Postgres.Schema.Evolution;

namespace CdcFunctions.Unit.Postgres.Schema.Evolution;

public sealed class WideningMatrixTests
{
    [Theory]
    [InlineData("integer", "integer", Widening.Same)]
    [InlineData("character varying(20)", "varchar(20)", Widening.Same)]
    [InlineData("timestamp without time zone", "timestamp", Widening.Same)]
    [InlineData("timestamp(3) without time zone", "timestamp(3)", Widening.Same)]
    [InlineData("smallint", "bigint", Widening.WiderByRewrite)]
    [InlineData("bigint", "integer", Widening.Narrower)]
    [InlineData("integer", "real", Widening.None)]
    [InlineData("bigint", "double precision", Widening.None)]
    [InlineData("bigint", "numeric(18,0)", Widening.None)]
    [InlineData("bigint", "numeric(19,0)", Widening.WiderByRewrite)]
    [InlineData("integer", "numeric(12,2)", Widening.WiderByRewrite)]
    [InlineData("integer", "numeric(11,2)", Widening.None)]
    [InlineData("numeric(12,2)", "numeric(20,2)", Widening.Wider)]
    [InlineData("numeric(12,2)", "numeric", Widening.Wider)]
    [InlineData("numeric(12,2)", "numeric(14,4)", Widening.WiderByRewrite)]
    [InlineData("numeric(12,2)", "numeric(12,4)", Widening.None)]
    [InlineData("numeric", "numeric(12,2)", Widening.Narrower)]
    [InlineData("double precision", "numeric", Widening.None)]
    [InlineData("varchar(10)", "varchar(20)", Widening.Wider)]
    [InlineData("varchar(20)", "varchar(10)", Widening.Narrower)]
    [InlineData("varchar(10)", "text", Widening.Wider)]
    [InlineData("character(5)", "text", Widening.WiderByRewrite)]
    [InlineData("timestamp(3) without time zone", "timestamp(6)", Widening.Wider)]
    [InlineData("timestamp(6)", "timestamp", Widening.Wider)]
    [InlineData("timestamp", "timestamptz", Widening.None)]
    [InlineData("date", "timestamp", Widening.WiderByRewrite)]
    [InlineData("date", "timestamptz", Widening.None)]
    [InlineData("uuid", "text", Widening.WiderByRewrite)]
    [InlineData("json", "jsonb", Widening.None)]
    [InlineData("bytea", "text", Widening.None)]
    [InlineData("text", "bytea", Widening.None)]
    [InlineData("shop.mood", "text", Widening.None)]
    public void Types_compare_by_the_values_they_hold(string from, string to, Widening expected) => Assert.Equal(expected, WideningMatrix.Compare(from, to));

    [Theory]
    [InlineData("numeric(12,2)", "numeric(12,4)", "numeric(14,4)")]
    [InlineData("numeric(12,4)", "numeric(12,2)", "numeric(14,4)")]
    [InlineData("numeric", "numeric(12,2)", "numeric")]
    [InlineData("integer", "numeric(12,2)", null)]
    public void A_changed_scale_gets_the_digits_of_both(string one, string other, string? expected) => Assert.Equal(expected, WideningMatrix.CommonDecimal(one, other));
}
