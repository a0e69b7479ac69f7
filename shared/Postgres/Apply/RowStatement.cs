namespace CdcFunctions.Postgres.Apply;

/// <summary>A statement's text and the source columns its column parameters come from.</summary>
/// <param name="Sql">The text.</param>
/// <param name="ReturnsCount">True when it answers with the number of rows that took effect.</param>
/// <param name="Columns">Indices of source columns in parameter order.</param>
internal sealed record RowStatement(string Sql, bool ReturnsCount, IReadOnlyList<int> Columns);
