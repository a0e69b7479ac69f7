using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Functions;

/// <summary>Context of one attempt. Rarely read parts are made when they are asked for.</summary>
internal sealed class InvocationContext(
    FunctionDescriptor function, string invocationId, IServiceProvider services, Invocation invocation, RetryContext? retry) : FunctionContext
{
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private BindingContext? _binding;

    public override CancellationToken CancellationToken => invocation.Cancellation;

    public override RetryContext? RetryContext => retry;

    public override string InvocationId => invocationId;

    public override string FunctionId => function.Definition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext => _binding ??= new Binding(invocation.BindingData);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    private sealed class Binding(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }
}
