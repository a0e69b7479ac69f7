namespace CdcFunctions.Postgres.Apply;

/// <summary>A statement's text and the source columns its column parameters come from.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Listing">For a statement that answers with the number of rows that took effect, one that lists them; null where the command tag tells.</param>
/// <param name="Columns">Indices of source columns in parameter order.</param>
internal sealed record RowStatement(string Sql, string? Listing, IReadOnlyList<int> Columns)
{
    /// <summary>A statement whose command tag tells the rows that took effect.</summary>
    public RowStatement(string sql, IReadOnlyList<int> columns)
        : this(sql, null, columns)
    {
    }
}
