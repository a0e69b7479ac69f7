namespace CdcFunctions.Postgres.Schema.History;

/// <summary>A column of the target at one version.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type as PostgreSQL shows it.</param>
/// <param name="Nullable">False for NOT NULL.</param>
/// <param name="Deprecated">True when the source has it no more.</param>
public sealed record SchemaColumn(string Name, string Type, bool Nullable, bool Deprecated = false);
