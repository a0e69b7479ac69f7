using System.Collections.Concurrent;
using System.Data.Common;
using CdcFunctions.Simulation.Store.Statements;

namespace CdcFunctions.Simulation.Store;

/// <summary>One statement of a request.</summary>
internal sealed record StoreStep(string Sql, IStatement? Statement, IReadOnlyList<object?> Arguments)
{
    private static readonly ConcurrentDictionary<string, IStatement> Parsed = new(StringComparer.Ordinal);

    public static StoreStep Begin { get; } = new("begin", null, []);

    public static StoreStep Commit { get; } = new("commit", null, []);

    public static StoreStep Rollback { get; } = new("rollback", null, []);

    /// <summary>Takes a command as it is now: its arrays go back to a pool.</summary>
    public static StoreStep Of(string sql, DbParameterCollection parameters) => new(
        sql,
        sql is "begin" or "commit" ? null : Parsed.GetOrAdd(sql, StatementTexts.Parse),
        [.. parameters.Cast<DbParameter>().Select(parameter => Wire.Copy(parameter.Value))]);

    /// <summary>The same statement with another text.</summary>
    public StoreStep With(string sql) => this with { Sql = sql, Statement = Parsed.GetOrAdd(sql, StatementTexts.Parse) };
}
