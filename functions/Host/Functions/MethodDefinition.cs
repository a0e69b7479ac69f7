using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CdcFunctions.Host.Functions;

/// <summary>A method as functions and middleware see it.</summary>
internal sealed class MethodDefinition(string name, MethodInfo method) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(p => new FunctionParameter(p.Name ?? "", p.ParameterType))];

    public override string PathToAssembly => method.Module.FullyQualifiedName;

    public override string EntryPoint { get; } = $"{method.DeclaringType?.FullName}.{method.Name}";

    // The name is unique and, unlike a random id, the same after a restart.
    public override string Id => name;

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = method.GetParameters()
        .Where(p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null)
        .ToImmutableDictionary(p => p.Name ?? "", p => (BindingMetadata)new TriggerMetadata(p));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    private sealed class TriggerMetadata(ParameterInfo parameter) : BindingMetadata
    {
        public override string Name => parameter.Name ?? "";

        public override string Type { get; } = parameter.GetCustomAttribute<TriggerBindingAttribute>() is TimerTriggerAttribute ? "timerTrigger" : "kafkaTrigger";

        public override BindingDirection Direction => BindingDirection.In;
    }
}
