namespace CdcFunctions.Host.Web;

/// <summary>One function in the answer of <c>/admin/functions</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trigger"><c>kafka</c>, <c>timer</c> or <c>none</c>.</param>
/// <param name="State">What it does now.</param>
/// <param name="Detail">Topics, schedule, or why it does not run.</param>
internal sealed record FunctionEntry(string Name, string Trigger, string State, string Detail);
