namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs an invocation, or what stands around it.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
