namespace CdcFunctions.Integration.Postgres.WireForms;

/// <summary>One value: as a connector's JSON writes it, and as PostgreSQL's own input reads it.</summary>
/// <param name="Json">Wire form.</param>
/// <param name="Text">What it means, in PostgreSQL's input syntax.</param>
internal sealed record WireValue(string Json, string Text);
