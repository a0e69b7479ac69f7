using System.Net.Sockets;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Failures;
using CdcFunctions.Postgres.Transactions;
using Npgsql;
using Polly.CircuitBreaker;

namespace CdcFunctions.Unit.Postgres.Failures;

public sealed class FailureRulesTests
{
    [Theory]
    [InlineData("08006", FailureAction.Wait, RecoverySign.Answer)]
    [InlineData("57P01", FailureAction.Wait, RecoverySign.Answer)]
    [InlineData("53300", FailureAction.Wait, RecoverySign.Answer)]
    [InlineData("25006", FailureAction.Wait, RecoverySign.Writable)]
    [InlineData("53100", FailureAction.Wait, RecoverySign.Batch)]
    [InlineData("53400", FailureAction.Wait, RecoverySign.Batch)]
    [InlineData("58030", FailureAction.Wait, RecoverySign.Batch)]
    [InlineData("28P01", FailureAction.Wait, RecoverySign.Batch)]
    [InlineData("57014", FailureAction.Retry, RecoverySign.Batch)]
    [InlineData("40P01", FailureAction.Retry, RecoverySign.Batch)]
    [InlineData("42501", FailureAction.Retry, RecoverySign.Batch)]
    [InlineData("22P02", FailureAction.Park, RecoverySign.Batch)]
    [InlineData("42703", FailureAction.LookAgain, RecoverySign.Batch)]
    [InlineData("CD001", FailureAction.LetGo, RecoverySign.Batch)]
    [InlineData("XX000", FailureAction.Stop, RecoverySign.Batch)]
    public void A_sqlstate_has_one_action(string sqlState, FailureAction action, RecoverySign sign)
        => Assert.Equal((action, sign), (FailureRules.Of(sqlState).Action, FailureRules.Of(sqlState).Sign));

    [Fact]
    public void An_exception_has_one_action()
    {
        Assert.Equal(FailureAction.Wait, FailureRules.Of(new NpgsqlException("gone", new SocketException())).Action);
        Assert.Equal(FailureAction.Wait, FailureRules.Of(new TimeoutException()).Action);
        Assert.Equal(FailureAction.Wait, FailureRules.Of(new BrokenCircuitException()).Action);
        Assert.Equal(FailureAction.LetGo, FailureRules.Of(new FencedException("stale")).Action);
        Assert.Equal(FailureAction.LookAgain, FailureRules.Of(new TableMismatchException("no")).Action);
        Assert.Equal(FailureAction.Retry, FailureRules.Of(new IncompleteTransactionException("short")).Action);
        Assert.Equal(FailureAction.Stop, FailureRules.Of(new InvalidOperationException()).Action);
        Assert.Equal("too-long", FailureRules.Of(new PostgresException("no", "ERROR", "ERROR", "22001")).Reason);
    }

    [Fact]
    public void The_table_agrees_with_itself()
    {
        var rules = FailureRules.BySqlState.Concat(FailureRules.ByException).ToList();

        Assert.Equal(rules.Count, rules.Select(rule => rule.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rules, rule => Assert.Equal(
            rule.Action switch
            {
                FailureAction.Wait or FailureAction.Retry => FailureKind.Transient,
                FailureAction.Park => FailureKind.Data,
                FailureAction.LookAgain => FailureKind.Schema,
                FailureAction.LetGo => FailureKind.Fenced,
                _ => FailureKind.Bug,
            },
            rule.Kind));
        Assert.All(rules, rule => Assert.Equal(rule.Action == FailureAction.Park, rule.Reason is not null));
        Assert.All(rules, rule => Assert.EndsWith(".", rule.Remedy, StringComparison.Ordinal));
    }
}
