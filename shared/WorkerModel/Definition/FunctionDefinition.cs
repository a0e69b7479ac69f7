using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What is known of a function before it runs.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Parameters in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>File of the assembly.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Full name of type and method.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Id of the function.</summary>
    public abstract string Id { get; }

    /// <summary>Name of the function.</summary>
    public abstract string Name { get; }

    /// <summary>Bindings that bring data in, by parameter.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Bindings that take data out, by parameter.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
