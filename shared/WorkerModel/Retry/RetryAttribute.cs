namespace Microsoft.Azure.Functions.Worker;

/// <summary>How often and how fast a failed invocation is repeated with the same data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute;
