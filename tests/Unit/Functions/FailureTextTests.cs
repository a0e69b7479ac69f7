using CdcFunctions.Host.Functions;
using Npgsql;

namespace CdcFunctions.Unit.Functions;

public sealed class FailureTextTests
{
    [Fact]
    public void Npgsql_s_failures_say_that_postgresql_is_meant()
        => Assert.Equal("PostgreSQL is away: Failed to connect to 10.0.0.1:5432 (refused)", FailureText.Of(new NpgsqlException("Failed to connect to 10.0.0.1:5432", new IOException("refused"))));

    [Fact]
    public void A_refusal_tells_its_state_but_not_the_row()
    {
        var refusal = new PostgresException("duplicate key value", "ERROR", "ERROR", "23505", detail: "Key (email)=(a@b.c) already exists.");

        Assert.Equal("PostgreSQL refuses: duplicate key value (23505)", FailureText.Of(refusal));
        Assert.Null(FailureText.TraceOf(refusal));
    }

    [Fact]
    public void Anything_else_names_its_type_and_keeps_its_trace()
    {
        var bug = new InvalidOperationException("no such thing");

        Assert.Equal("InvalidOperationException: no such thing", FailureText.Of(bug));
        Assert.Same(bug, FailureText.TraceOf(bug));
    }
}
