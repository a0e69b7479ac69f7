namespace CdcFunctions.Postgres.Watch;

/// <summary>Something that a person should look at.</summary>
/// <param name="Kind"><c>quiet-topic</c>, <c>old-dead-letters</c> or <c>waiting-migration</c>.</param>
/// <param name="Subject">Topic or target table.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record Finding(string Kind, string Subject, string Detail);
