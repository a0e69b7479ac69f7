using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Reads and writes what is known of source tables, the history of their changes, and the tasks that wait for a person.</summary>
internal static class SchemaStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What is known of a source table.</summary>
    public static async Task<KnownShape> KnownAsync(NpgsqlConnection connection, TargetTableName target, TableName source, CancellationToken cancellation)
        => await connection.ExecuteScalarAsync<string?>(Command(SchemaStoreSql.Known, Names(target, source), cancellation)) is { } shape
            ? JsonSerializer.Deserialize<KnownShape>(shape, Json)!
            : KnownShape.Empty;

    /// <summary>Remembers it.</summary>
    public static Task SaveAsync(NpgsqlConnection connection, TargetTableName target, TableName source, KnownShape shape, CancellationToken cancellation)
        => connection.ExecuteAsync(Command(
            SchemaStoreSql.Save,
            new { target = target.ToString(), source = source.Source, table = source.ToString(), shape = JsonSerializer.Serialize(shape, Json) },
            cancellation));

    /// <summary>Changes of a table that a person has let through and that were not seen since.</summary>
    public static async Task<HashSet<(string Kind, string Detail)>> AcceptedAsync(NpgsqlConnection connection, TargetTableName target, CancellationToken cancellation)
        => [.. await connection.QueryAsync<(string, string)>(Command(SchemaStoreSql.Accepted, new { target = target.ToString() }, cancellation))];

    /// <summary>What the role may do to a table, and how large it is.</summary>
    public static async Task<TargetCondition> ConditionAsync(NpgsqlConnection connection, TargetTableName target, long largest, CancellationToken cancellation)
        => await connection.QuerySingleAsync<TargetCondition>(Command(SchemaStoreSql.Condition, new { schema = target.Schema, name = target.Name, largest }, cancellation));

    /// <summary>Writes a step to the history. A change that waits is written once, however often it is seen.</summary>
    public static async Task RecordAsync(
        NpgsqlConnection connection, TableName source, SeenShape seen, SchemaStep step, SchemaChangePolicies policies, TargetTable? before, TargetTable? after, TargetTableName target, CancellationToken cancellation)
    {
        var record = new
        {
            target = target.ToString(),
            table = source.ToString(),
            kind = KindName(step.Change.Kind),
            detail = step.Change.Describe(),
            policy = policies.For(step.Change.Kind).ToString().ToLowerInvariant(),
            status = step.Outcome.ToString().ToLowerInvariant(),
            before = Describe(before),
            after = Describe(after) ?? "[]",
            action = Action(step.Change.Kind),
            statement = step.Outcome == SchemaOutcome.Applied ? step.Sql : null,
            topic = seen.Position.Topic,
            partition = seen.Position.Partition,
            offset = seen.Position.Offset,
        };
        var isOpen = step.Outcome is SchemaOutcome.Pending or SchemaOutcome.Refused;
        await connection.ExecuteAsync(Command(isOpen ? SchemaStoreSql.RecordOpen : SchemaStoreSql.RecordDone, record, cancellation));
    }

    /// <summary>Keeps SQL for a person; the same task is kept once.</summary>
    public static Task AddTaskAsync(NpgsqlConnection connection, TargetTableName target, SchemaChange change, string statement, string reason, CancellationToken cancellation)
        => connection.ExecuteAsync(Command(
            SchemaStoreSql.AddTask,
            new { target = target.ToString(), kind = KindName(change.Kind), detail = change.Describe(), statement, reason },
            cancellation));

    /// <summary>The kind as configuration writes it.</summary>
    public static string KindName(SchemaChangeKind kind) => kind.ToString() is var word ? char.ToLowerInvariant(word[0]) + word[1..] : "";

    /// <summary>The columns of a table as JSON.</summary>
    public static string? Describe(TargetTable? table)
        => table is null ? null : JsonSerializer.Serialize(table.Columns.Select(static c => new { name = c.Name, type = c.Type.Display, nullable = c.IsNullable, deprecated = c.IsDeprecated }));

    private static string Action(SchemaChangeKind kind) => kind switch
    {
        SchemaChangeKind.CreateTable => "create table",
        SchemaChangeKind.AddColumn => "add column",
        SchemaChangeKind.DropColumn => "drop column",
        SchemaChangeKind.RenameColumn => "rename column",
        SchemaChangeKind.WidenType => "widen type",
        SchemaChangeKind.NarrowType => "narrow type",
        SchemaChangeKind.ChangeScale => "change scale",
        SchemaChangeKind.ChangeType => "change type",
        SchemaChangeKind.Nullability => "change nullability",
        SchemaChangeKind.ChangeKey => "change key",
        _ => "drop table",
    };

    private static object Names(TargetTableName target, TableName source) => new { target = target.ToString(), source = source.Source, table = source.ToString() };

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellation) => new(sql, parameters, cancellationToken: cancellation);
}
