using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CdcFunctions.Host.Functions;

/// <summary>A function ready to be invoked: what triggers it, how it is retried, how it is called.</summary>
internal sealed record FunctionDescriptor
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>The method.</summary>
    public required MethodInfo Method { get; init; }

    /// <summary>Attribute of the parameter that triggers it.</summary>
    public required TriggerBindingAttribute Trigger { get; init; }

    /// <summary>Form in which the data is taken.</summary>
    public required TriggerParameter Parameter { get; init; }

    /// <summary>Retries; null for none.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Calls the method.</summary>
    public required FunctionCall Call { get; init; }

    /// <summary>What <see cref="FunctionContext.FunctionDefinition"/> shows.</summary>
    public required FunctionDefinition Definition { get; init; }
}
