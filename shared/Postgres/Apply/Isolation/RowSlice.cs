using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Some rows of a statement, one after the other.</summary>
/// <param name="Command">The statement over all its rows.</param>
/// <param name="Start">First row.</param>
/// <param name="Count">Number of rows.</param>
internal sealed record RowSlice(RowCommand Command, int Start, int Count)
{
    /// <summary>Why PostgreSQL refused it, when it did.</summary>
    public PostgresException? Refusal { get; set; }

    /// <summary>The same rows in slices of at most this size.</summary>
    public IEnumerable<RowSlice> Split(int size)
    {
        for (var start = Start; start < Start + Count; start += size)
        {
            yield return new RowSlice(Command, start, Math.Min(size, Start + Count - start));
        }
    }
}
