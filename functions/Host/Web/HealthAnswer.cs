namespace CdcFunctions.Host.Web;

/// <summary>What a health address answers.</summary>
/// <param name="Status"><c>ok</c> or <c>failing</c>.</param>
/// <param name="Parts">The failing parts; all parts when none fails.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthEntry> Parts);
