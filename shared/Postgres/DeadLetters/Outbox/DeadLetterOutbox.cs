using System.Data.Common;
using CdcFunctions.Changes;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters.Outbox;

/// <summary>Hands the dead letters that were not sent yet to a sender, and remembers which were: each is sent at least once.</summary>
/// <remarks>The table is the outbox: a letter stands there in the commit that parked it, whatever happens to the process afterwards.</remarks>
public sealed class DeadLetterOutbox(NpgsqlDataSource warehouse)
{
    /// <summary>Most letters of one turn.</summary>
    public const int MostLetters = 200;

    /// <summary>Sends the oldest letters.</summary>
    /// <param name="consumerGroup">Whose letters.</param>
    /// <param name="send">Returns when all of them have arrived; when it throws, none is remembered as sent.</param>
    /// <param name="cancellation">Gives up; what was sent may be sent again.</param>
    /// <returns>How many were sent; fewer than <see cref="MostLetters"/> when no more wait.</returns>
    /// <exception cref="NpgsqlException">PostgreSQL is away.</exception>
    public async Task<int> SendAsync(string consumerGroup, Func<IReadOnlyList<OutgoingLetter>, CancellationToken, Task> send, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var letters = await TakeAsync(connection, consumerGroup, cancellation);
        if (letters.Count == 0)
        {
            return 0;
        }

        await send(letters, cancellation);
        await using var mark = new NpgsqlCommand(OutboxSql.Mark, connection);
        mark.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. letters.Select(letter => letter.Id)] });
        await mark.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return letters.Count;
    }

    private static async Task<List<OutgoingLetter>> TakeAsync(NpgsqlConnection connection, string consumerGroup, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(OutboxSql.Take, connection);
        take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumerGroup });
        take.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostLetters });
        await using var reader = await take.ExecuteReaderAsync(cancellation);
        var letters = new List<OutgoingLetter>();
        while (await reader.ReadAsync(cancellation))
        {
            letters.Add(Read(reader));
        }

        return letters;
    }

    private static OutgoingLetter Read(DbDataReader reader)
    {
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        byte[]? Bytes(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
        var record = new SourceRecord(reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), Bytes(4), Bytes(5), reader.IsDBNull(6) ? 0 : reader.GetInt64(6), HeaderJson.Read(Text(7)));
        var letter = new DeadLetter(record, Text(8), Text(9), Text(10), reader.GetString(11), Text(12), reader.GetString(13), reader.GetString(14));
        return new OutgoingLetter(reader.GetInt64(0), letter, reader.GetString(15), reader.GetDateTime(16));
    }
}
