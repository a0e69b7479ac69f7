namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>One cell of the conversion matrix.</summary>
/// <param name="Grade">How well it fits.</param>
/// <param name="Create">Makes the encoder of a pair of columns.</param>
/// <param name="Note">What a person should know, or null.</param>
public sealed record Conversion(ConversionGrade Grade, Func<CellContext, CellEncoder> Create, string? Note = null);
