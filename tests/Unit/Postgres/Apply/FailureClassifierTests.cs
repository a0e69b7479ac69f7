using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;

namespace CdcFunctions.Unit.Postgres.Apply;

public sealed class FailureClassifierTests
{
    [Theory]
    [InlineData("08006", FailureKind.Transient)]
    [InlineData("40001", FailureKind.Transient)]
    [InlineData("40P01", FailureKind.Transient)]
    [InlineData("53100", FailureKind.Transient)]
    [InlineData("25006", FailureKind.Transient)]
    [InlineData("55P03", FailureKind.Transient)]
    [InlineData("57P01", FailureKind.Transient)]
    [InlineData("28P01", FailureKind.Transient)]
    [InlineData("42501", FailureKind.Transient)]
    [InlineData("22001", FailureKind.Data)]
    [InlineData("23502", FailureKind.Data)]
    [InlineData("21000", FailureKind.Data)]
    [InlineData("42P01", FailureKind.Schema)]
    [InlineData("42703", FailureKind.Schema)]
    [InlineData("CD001", FailureKind.Fenced)]
    [InlineData("CD002", FailureKind.Fenced)]
    [InlineData("42601", FailureKind.Bug)]
    [InlineData("XX000", FailureKind.Bug)]
    public void A_sqlstate_calls_for_one_thing(string sqlState, FailureKind kind)
        => Assert.Equal(kind, FailureClassifier.Classify(sqlState));

    [Fact]
    public void A_broken_connection_is_transient_and_anything_unknown_is_a_bug()
    {
        Assert.Equal(FailureKind.Transient, FailureClassifier.Classify(new NpgsqlException("gone", new IOException())));
        Assert.Equal(FailureKind.Transient, FailureClassifier.Classify(new TimeoutException()));
        Assert.Equal(FailureKind.Fenced, FailureClassifier.Classify(new FencedException("stale")));
        Assert.Equal(FailureKind.Bug, FailureClassifier.Classify(new InvalidOperationException()));
    }
}
