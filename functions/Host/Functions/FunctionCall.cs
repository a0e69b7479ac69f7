using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CdcFunctions.Host.Functions;

/// <summary>Calls a function's method through delegates compiled once: no reflection per invocation.</summary>
internal sealed class FunctionCall
{
    private readonly ObjectFactory? _create;
    private readonly Func<object?, object, FunctionContext, Task> _invoke;

    private FunctionCall(ObjectFactory? create, Func<object?, object, FunctionContext, Task> invoke)
        => (_create, _invoke) = (create, invoke);

    /// <summary>Compiles the call. The method's parameters and result have been checked before.</summary>
    public static FunctionCall Compile(MethodInfo method, ParameterInfo trigger)
    {
        var target = Expression.Parameter(typeof(object));
        var payload = Expression.Parameter(typeof(object));
        var context = Expression.Parameter(typeof(FunctionContext));

        var arguments = method.GetParameters().Select(p =>
            p == trigger ? Expression.Convert(payload, p.ParameterType)
            : p.ParameterType == typeof(CancellationToken) ? (Expression)Expression.Property(context, nameof(FunctionContext.CancellationToken))
            : context);
        var call = Expression.Call(method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!), method, arguments);

        var create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        return new(create, Expression.Lambda<Func<object?, object, FunctionContext, Task>>(AsTask(call), target, payload, context).Compile());
    }

    /// <summary>Creates the function's class from the scope's services and runs the method; the instance is disposed afterwards.</summary>
    public async Task RunAsync(object payload, FunctionContext context)
    {
        var instance = _create?.Invoke(context.InstanceServices, null);
        try
        {
            await _invoke(instance, payload, context);
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

    private static Expression AsTask(MethodCallExpression call)
        => call.Type == typeof(Task) ? call
        : call.Type == typeof(ValueTask) ? Expression.Call(call, nameof(ValueTask.AsTask), null)
        : Expression.Block(call, Expression.Constant(Task.CompletedTask));
}
