namespace CdcFunctions.Host.Web;

/// <summary>What a demanded run answers.</summary>
internal sealed record RunAnswer(string Function, string Outcome, string Message);
