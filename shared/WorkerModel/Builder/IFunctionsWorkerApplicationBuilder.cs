using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Takes the services and middleware of an application.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>Services of the application.</summary>
    IServiceCollection Services { get; }

    /// <summary>Puts a middleware around every invocation.</summary>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}
