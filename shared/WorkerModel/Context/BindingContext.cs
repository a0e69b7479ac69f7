namespace Microsoft.Azure.Functions.Worker;

/// <summary>Data of the trigger beside the parameter.</summary>
public abstract class BindingContext
{
    /// <summary>Data by name.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
