namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>One middleware as the application registered it; a host applies them in the order of registration.</summary>
public sealed record MiddlewareRegistration(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> Wrap);
