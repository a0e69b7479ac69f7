using System.Reflection;
using CdcFunctions.Operations.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CdcFunctions.Host.Functions;

/// <summary>Finds the methods marked <c>[Function]</c> and checks that this host can run them.</summary>
internal sealed class FunctionDiscovery(ICollection<ConfigurationFault> faults)
{
    private const BindingFlags Anywhere = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Every function of the assemblies, by name. What is wrong goes to the list of faults.</summary>
    public IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Assembly> assemblies) => Find(assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()));

    /// <summary>Every function of these types, by name.</summary>
    public IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Type> types)
    {
        var found = types
            .SelectMany(type => type.GetMethods(Anywhere))
            .Select(method => (Method: method, method.GetCustomAttribute<FunctionAttribute>()?.Name))
            .Where(function => function.Name is not null)
            .Select(function => Describe(function.Method, function.Name!))
            .OfType<FunctionDescriptor>()
            .OrderBy(function => function.Name, StringComparer.Ordinal)
            .ToList();

        // Azure compares names without case, and environment variables are written in capitals by many tools.
        foreach (var twins in found.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add(Fault(twins.Key, "", $"exists more than once: {string.Join(", ", twins.Select(Place))}", null, "Give each its own name."));
        }

        return found;
    }

    private FunctionDescriptor? Describe(MethodInfo method, string name)
    {
        var before = faults.Count;
        var triggers = method.GetParameters().Where(p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        if (triggers.Count != 1)
        {
            faults.Add(Fault(name, "", $"has {triggers.Count} triggers", "exactly one parameter with KafkaTrigger or TimerTrigger", null));
            return null;
        }

        var trigger = triggers[0].GetCustomAttribute<TriggerBindingAttribute>()!;
        var form = ParameterForms.Of(trigger, triggers[0].ParameterType);
        if (form is null)
        {
            faults.Add(Fault(name, $"parameter {triggers[0].Name}", $"is {ParameterForms.Name(triggers[0].ParameterType)}", ParameterForms.Allowed(trigger), null));
        }

        CheckSignature(method, name, triggers[0]);
        var retry = Retry(method, name);
        return faults.Count > before ? null : new FunctionDescriptor
        {
            Name = name,
            Method = method,
            Trigger = trigger,
            Parameter = form!.Value,
            Retry = retry,
            Call = new FunctionCall(method, triggers[0]),
            Definition = new MethodDefinition(name, method),
        };
    }

    private void CheckSignature(MethodInfo method, string name, ParameterInfo trigger)
    {
        foreach (var other in method.GetParameters().Where(p => p != trigger && p.ParameterType != typeof(FunctionContext) && p.ParameterType != typeof(CancellationToken)))
        {
            faults.Add(Fault(name, $"parameter {other.Name}", $"is {ParameterForms.Name(other.ParameterType)}", "FunctionContext and CancellationToken beside the trigger",
                "Take services in the constructor."));
        }

        if (method.ReturnType != typeof(void) && method.ReturnType != typeof(Task) && method.ReturnType != typeof(ValueTask))
        {
            faults.Add(Fault(name, "", $"returns {ParameterForms.Name(method.ReturnType)}", "Task, ValueTask or void", "This host has no output bindings."));
        }

        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
        {
            faults.Add(Fault(name, "", "is async void, so nobody could see it fail", null, "Return Task."));
        }

        if (method.ContainsGenericParameters || (!method.IsStatic && method.DeclaringType!.IsAbstract))
        {
            faults.Add(Fault(name, "", "is generic or abstract", null, "Move it to a plain class."));
        }
    }

    private RetryPolicy? Retry(MethodInfo method, string name)
    {
        try
        {
            return RetryPolicy.From(method.GetCustomAttribute<RetryAttribute>());
        }
        catch (RetryFormatException fault)
        {
            faults.Add(fault.At($"function {name}", "retry attribute"));
            return null;
        }
    }

    private static ConfigurationFault Fault(string name, string path, string problem, string? allowed, string? remedy)
        => new($"function {name}", path, problem, allowed, remedy);

    private static string Place(FunctionDescriptor function) => Place(function.Method);

    private static string Place(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";
}
