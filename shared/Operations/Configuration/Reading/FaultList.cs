using CdcFunctions.Operations.Configuration.Tree;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Gathers faults while the configuration is read, and gives them in the order of the file.</summary>
internal sealed class FaultList
{
    private readonly List<(Origin Origin, ConfigurationFault Fault)> _faults = [];

    /// <summary>How many so far.</summary>
    public int Count => _faults.Count;

    /// <summary>True when the file itself is broken, so that nothing in it can be judged.</summary>
    public bool HasSyntaxFault { get; private set; }

    /// <summary>One more fault.</summary>
    public void Add(Origin origin, string path, string problem, string? allowed, string? remedy)
        => _faults.Add((origin, new ConfigurationFault(origin.Place, path, problem, allowed, remedy)));

    /// <summary>One more fault, of the file's syntax.</summary>
    public void AddSyntax(Origin origin, string problem, string? allowed, string? remedy)
    {
        HasSyntaxFault = true;
        Add(origin, "", problem, allowed, remedy);
    }

    /// <summary>All faults: those of the file by line, then those of variables.</summary>
    public IReadOnlyList<ConfigurationFault> Sorted()
        => [.. _faults.OrderBy(fault => fault.Origin.IsVariable).ThenBy(fault => fault.Origin.Line).Select(fault => fault.Fault).Distinct()];
}
