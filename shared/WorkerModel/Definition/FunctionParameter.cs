using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Parameter of a function.</summary>
public class FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties)
{
    /// <summary>A parameter without properties.</summary>
    public FunctionParameter(string name, Type type)
        : this(name, type, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>Name.</summary>
    public string Name { get; } = name;

    /// <summary>Type.</summary>
    public Type Type { get; } = type;

    /// <summary>Properties by name.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; } = properties;
}
