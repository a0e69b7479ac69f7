namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The one parameter whose data makes the function run.</summary>
public abstract class TriggerBindingAttribute : InputBindingAttribute;
