namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What a parameter is bound to.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Property)]
public abstract class BindingAttribute : Attribute;
