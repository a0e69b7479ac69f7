using System.Reflection;
using System.Xml.Linq;

namespace CdcFunctions.Unit.Architecture;

/// <summary>Dependencies point one way: functions → Reconciliation → Postgres → Changes; everything may use Operations.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["shared/WorkerModel"] = [],
        ["shared/Operations"] = [],
        ["shared/Changes"] = ["Operations"],
        ["shared/Postgres"] = ["Changes", "Operations"],
        ["shared/Reconciliation"] = ["Postgres", "Changes", "Operations"],
        ["functions/App"] = ["Reconciliation", "Postgres", "Changes", "Operations", "WorkerModel"],
        ["functions/IsolatedWorker"] = ["Reconciliation", "Postgres", "Changes", "Operations"],
        ["functions/Host"] = ["App", "Reconciliation", "Postgres", "Changes", "Operations", "WorkerModel", "librdkafka.redist"],
    };

    // What a part must not know: clients of the servers on the other sides, and hosts.
    private static readonly Dictionary<string, string[]> Foreign = new(StringComparer.Ordinal)
    {
        ["CdcFunctions.Changes"] = ["Npgsql", "Dapper", "Confluent.Kafka", "Microsoft.AspNetCore", "Microsoft.Extensions.Hosting"],
        ["CdcFunctions.Postgres"] = ["Confluent.Kafka", "Microsoft.AspNetCore", "Spectre.Console"],
        ["CdcFunctions.Operations"] = ["Npgsql", "Dapper", "Confluent.Kafka", "Microsoft.AspNetCore", "Spectre.Console"],
        ["CdcFunctions.App"] = ["Confluent.Kafka", "Microsoft.AspNetCore", "Spectre.Console"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys.Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder)))];

    public static TheoryData<string> Assemblies => [.. Foreign.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_below_it(string folder)
    {
        var file = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.csproj").SingleOrDefault();
        var references = file is null ? [] : XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(references.Except(Allowed[folder], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_ours_that_are_below_it(string folder)
    {
        if (folder is "functions/IsolatedWorker")
        {
            return; // Not built where the feed is small; its project file is checked above.
        }

        var name = folder is "functions/Host" ? "cdc" : "CdcFunctions." + Path.GetFileName(folder);
        var ours = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("CdcFunctions.", StringComparison.Ordinal) || reference is "cdc")
            .Select(reference => reference.Replace("CdcFunctions.", "", StringComparison.Ordinal));

        Assert.Empty(ours.Except(Allowed[folder], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_does_not_know_clients_and_hosts_of_the_other_side(string name)
    {
        var foreigners =
            from reference in Assembly.Load(name).GetReferencedAssemblies()
            where Foreign[name].Any(foreign => reference.Name!.StartsWith(foreign, StringComparison.Ordinal))
            select reference.Name;

        Assert.Empty(foreigners);
    }

    [Fact]
    public void The_worker_model_needs_only_what_every_host_has()
        => Assert.All(
            Assembly.Load("CdcFunctions.WorkerModel").GetReferencedAssemblies(),
            reference => Assert.True(
                reference.Name!.StartsWith("System", StringComparison.Ordinal) || reference.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal),
                reference.Name));

    [Fact]
    public void Namespaces_of_the_layers_are_used_in_one_direction_only()
    {
        var faults =
            from folder in new[] { "shared/Operations", "shared/Changes", "shared/Postgres", "shared/Reconciliation", "functions/App" }
            from file in Repository.Sources(folder)
            from line in Repository.Lines(file)
            where line.StartsWith("using CdcFunctions.", StringComparison.Ordinal)
            let layer = line["using CdcFunctions.".Length..].TrimEnd(';').Split('.')[0]
            where layer != Path.GetFileName(folder) && !Allowed[folder].Contains(layer, StringComparer.Ordinal)
            select $"{file}: {line}";

        Assert.Empty(faults);
    }
}
