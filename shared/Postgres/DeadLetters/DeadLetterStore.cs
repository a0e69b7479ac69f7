using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>Finds and discards dead letters.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class DeadLetterStore(NpgsqlDataSource warehouse)
{
    /// <summary>The letters that the filter means, oldest first, and how many there are without its limit.</summary>
    public async Task<DeadLetterPage> ListAsync(DeadLetterFilter filter, CancellationToken cancellation)
    {
        var parameters = DeadLetterFilterSql.Parameters(filter);
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition(DeadLetterStoreSql.Count, parameters, cancellationToken: cancellation));
        var entries = await connection.QueryAsync<DeadLetterEntry>(new CommandDefinition(DeadLetterStoreSql.List, parameters, cancellationToken: cancellation));
        return new DeadLetterPage(total, entries.AsList());
    }

    /// <summary>One letter with its content; null when there is none of this number.</summary>
    public async Task<DeadLetterContent?> FindAsync(string consumerGroup, long id, CancellationToken cancellation)
    {
        var parameters = new { group = consumerGroup, id };
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var entry = await connection.QuerySingleOrDefaultAsync<DeadLetterEntry>(new CommandDefinition(DeadLetterStoreSql.Entry, parameters, cancellationToken: cancellation));
        if (entry is null)
        {
            return null;
        }

        var content = await connection.QuerySingleAsync<Content>(new CommandDefinition(DeadLetterStoreSql.Content, parameters, cancellationToken: cancellation));
        return new DeadLetterContent(entry, content.Key, content.Value, HeaderJson.Read(content.Headers) ?? []);
    }

    /// <summary>Marks open letters as not needed and returns them. Their content stays until retention takes it.</summary>
    public async Task<IReadOnlyList<DeadLetterEntry>> DiscardAsync(DeadLetterFilter filter, CancellationToken cancellation)
    {
        var open = filter with { Statuses = [.. filter.Statuses.Intersect(DeadLetterStatus.Open, StringComparer.Ordinal)] };
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var discarded = await connection.QueryAsync<DeadLetterEntry>(
            new CommandDefinition(DeadLetterStoreSql.Discard, DeadLetterFilterSql.Parameters(open), cancellationToken: cancellation));
        return [.. discarded.OrderBy(letter => letter.Id)];
    }

    private sealed record Content
    {
        public byte[]? Key { get; init; }

        public byte[]? Value { get; init; }

        public string? Headers { get; init; }
    }
}
