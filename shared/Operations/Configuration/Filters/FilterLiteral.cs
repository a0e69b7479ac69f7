namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>A value written in a filter.</summary>
/// <param name="Form">How it was written.</param>
/// <param name="Text">The text between the quotes, the digits, or <c>true</c> and <c>false</c>.</param>
public sealed record FilterLiteral(FilterLiteralForm Form, string Text);
