namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a parameter is bound to.</summary>
public abstract class BindingMetadata
{
    /// <summary>Name of the parameter.</summary>
    public abstract string Name { get; }

    /// <summary>Kind of the binding, such as <c>kafkaTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Which way data flows.</summary>
    public abstract BindingDirection Direction { get; }
}
