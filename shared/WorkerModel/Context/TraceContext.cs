namespace Microsoft.Azure.Functions.Worker;

/// <summary>Trace that an invocation belongs to, in the form of W3C Trace Context.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c>; empty when there is none.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>; empty when there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Attributes of the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}
