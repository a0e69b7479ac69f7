using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CdcFunctions.Host.Functions;

/// <summary>Calls a function's method.</summary>
/// <remarks>By reflection: it is one call a batch, where a compiled delegate saves nothing, and its compiler would cost start-up time and memory.</remarks>
internal sealed class FunctionCall
{
    private readonly MethodInfo _method;
    private readonly Func<object, FunctionContext, object>[] _arguments;

    /// <summary>Prepares the call. The method's parameters and result have been checked before.</summary>
    public FunctionCall(MethodInfo method, ParameterInfo trigger)
    {
        _method = method;
        _arguments = Array.ConvertAll<ParameterInfo, Func<object, FunctionContext, object>>(method.GetParameters(), parameter =>
            parameter == trigger ? static (payload, _) => payload
            : parameter.ParameterType == typeof(CancellationToken) ? static (_, context) => context.CancellationToken
            : static (_, context) => context);
    }

    /// <summary>Creates the function's class from the scope's services and runs the method; the instance is disposed afterwards.</summary>
    public async Task RunAsync(object payload, FunctionContext context)
    {
        var instance = _method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, _method.DeclaringType!);
        try
        {
            var arguments = Array.ConvertAll(_arguments, argument => argument(payload, context));
            switch (_method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null))
            {
                case Task task:
                    await task;
                    break;
                case ValueTask task:
                    await task;
                    break;
                default:
                    break;
            }
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                (instance as IDisposable)?.Dispose();
            }
        }
    }
}
