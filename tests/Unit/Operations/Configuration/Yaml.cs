using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

/// <summary>Builds configurations that say only what a test is about.</summary>
internal static class Yaml
{
    public const string Postgres = "postgres: { connectionString: Host=db;Username=cdc }\n";

    public const string Sources = "sources: [{ name: shop, dialect: scylla, topics: shop.users }]\n";

    public static ConfigurationReading Read(string text, params (string Name, string Value)[] environment)
        => ConfigurationLoader.ReadText("cdc.yaml", text, Variables(environment));

    public static CdcOptions Load(string text, params (string Name, string Value)[] environment)
    {
        var reading = Read(text, environment);
        Assert.Empty(reading.Faults);
        return reading.Options;
    }

    public static SourceOptions Source(string tail)
        => Load(Postgres + "sources:\n- name: shop\n  dialect: sqlserver\n  topics: shop.users\n" + tail).Sources[0];

    public static string[] Faults(string text, params (string Name, string Value)[] environment)
        => [.. Read(text, environment).Faults.Select(fault => fault.ToString())];

    /// <summary>The only fault of a configuration that is otherwise complete.</summary>
    public static string OnlyFault(string tail, params (string Name, string Value)[] environment)
    {
        var head = (tail.Contains("postgres:", StringComparison.Ordinal) ? "" : Postgres) + (tail.Contains("sources:", StringComparison.Ordinal) ? "" : Sources);
        return Assert.Single(Faults(head + tail, environment));
    }

    public static string OnlyFaultOfSource(string tail)
        => OnlyFault("sources:\n- name: shop\n  dialect: sqlserver\n  topics: shop.users\n" + tail);

    public static string OnlyFaultOfTable(string tail) => OnlyFaultOfSource("  tables:\n    users:\n" + tail);

    public static IEnumerable<KeyValuePair<string, string>> Variables(params (string Name, string Value)[] environment)
        => environment.Select(variable => new KeyValuePair<string, string>(variable.Name, variable.Value));
}
