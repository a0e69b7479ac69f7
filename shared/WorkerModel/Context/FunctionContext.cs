namespace Microsoft.Azure.Functions.Worker;

/// <summary>Everything about one invocation.</summary>
public abstract class FunctionContext
{
    /// <summary>Id of the invocation; its retries share it.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Id of the function, the same in every invocation.</summary>
    public abstract string FunctionId { get; }

    /// <summary>Trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>Data of the trigger beside the parameter.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which retry this is; null for a function without retries.</summary>
    public abstract RetryContext? RetryContext { get; }

    /// <summary>Services of this invocation.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Data shared inside this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Features of this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the invocation should stop.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
