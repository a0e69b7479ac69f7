using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Operations.Configuration;
using Spectre.Console;

namespace CdcFunctions.Host.Commands.Output;

/// <summary>Shows a valid configuration: sources, topics, tables, policies, and what connecting found.</summary>
internal static class ConfigurationSummary
{
    /// <summary>For a person.</summary>
    public static void Print(CommandSession session, ConfigurationReading reading, IReadOnlyList<ConnectionFinding> findings)
    {
        var (options, context) = (reading.Options, session.Context);
        session.Console.WriteLine($"{reading.File ?? "The environment"} is valid: {options.Sources.Count} {(options.Sources.Count == 1 ? "source" : "sources")}.");
        session.Console.WriteLine($"PostgreSQL {context.Server}/{context.Database} as {context.User}. Kafka {options.Kafka.Brokers} as group {options.Kafka.ConsumerGroup}.");
        session.Console.Write(Sources(options));
        if (options.Sources.Any(source => source.Tables.Count > 0))
        {
            session.Console.Write(Tables(options));
        }

        foreach (var advice in SourceAdvice.For(options))
        {
            session.Out.WriteLine($"advice {advice}");
        }

        foreach (var finding in findings)
        {
            session.Out.WriteLine($"{(finding.IsGood ? "ok    " : "FAULTY")} {finding.Subject}: {finding.Finding}{(finding.Remedy is null ? "" : " " + finding.Remedy)}");
        }
    }

    /// <summary>For a script.</summary>
    public static object ForScripts(ConfigurationReading reading, IReadOnlyList<ConnectionFinding> findings, FailureContext context) => new
    {
        ok = findings.All(finding => finding.IsGood),
        file = reading.File,
        postgres = new { server = context.Server, database = context.Database, user = context.User },
        kafka = new { brokers = reading.Options.Kafka.Brokers, consumerGroup = reading.Options.Kafka.ConsumerGroup },
        sources = reading.Options.Sources.Select(source => new
        {
            name = source.Name,
            dialect = Word(source.Dialect),
            topics = source.Topics,
            schema = source.TargetSchema,
            schemaTopic = source.SchemaTopic,
            tables = source.Tables.ToDictionary(table => table.Key, table => Policies(table.Key, table.Value), StringComparer.Ordinal),
        }),
        advice = SourceAdvice.For(reading.Options),
        connections = findings.Count == 0 ? null : findings,
    };

    private static Table Sources(CdcOptions options)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumns("source", "dialect", "topics", "target schema");
        foreach (var source in options.Sources)
        {
            table.AddRow(Texts(source.Name, Word(source.Dialect), string.Join(Environment.NewLine, source.Topics), source.TargetSchema));
        }

        return table;
    }

    private static Table Tables(CdcOptions options)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumns("source", "table", "target", "deletes", "schema changes", "dirty data", "conflict");
        foreach (var source in options.Sources)
        {
            foreach (var (name, rules) in source.Tables)
            {
                table.AddRow(Texts(source.Name, name, Target(name, rules) ?? "", Word(rules.Deletes), rules.SchemaChanges.ToString(), rules.DirtyData.ToString(), Word(rules.Conflict)));
            }
        }

        return table;
    }

    private static object Policies(string name, TableOptions rules) => new
    {
        target = Target(name, rules),
        deletes = rules.Deletes,
        preserveCase = rules.PreserveCase,
        key = rules.Key,
        schemaChanges = rules.SchemaChanges.ToString(),
        dirtyData = rules.DirtyData.ToString(),
        conflict = rules.Conflict,
    };

    private static string? Target(string name, TableOptions rules)
        => rules.Target ?? (name is "*" ? null : rules.PreserveCase ? name : name.ToLowerInvariant());

    private static string Word(Dialect dialect) => dialect.ToString().ToLowerInvariant();

    private static string Word<T>(T value)
        where T : struct, Enum
        => value.ToString() is var word ? char.ToLowerInvariant(word[0]) + word[1..] : "";

    private static Text[] Texts(params string[] cells) => [.. cells.Select(cell => new Text(cell))];
}
