namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>A parameter that brings data into the function.</summary>
public abstract class InputBindingAttribute : BindingAttribute;
