using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>Tells which letters of a partition belong together: those of one transaction of an atomic source.</summary>
internal sealed class ReplayUnits(NpgsqlDataSource warehouse)
{
    private readonly TransactionMarkReader _marks = new();

    /// <summary>The units in order of their first letters. Of an atomic source every record is read once, one at a time.</summary>
    public async Task<List<ReplayUnit>> OfAsync(SourceEntry? source, IReadOnlyList<ReplayCandidate> letters, CancellationToken cancellation)
    {
        if (source is not { Options.Transactions: TransactionMode.Atomic })
        {
            return [.. letters.Select(static letter => new ReplayUnit(null, [letter]))];
        }

        var transactions = await TransactionsAsync(letters, cancellation);
        return [.. letters.GroupBy(letter => transactions.GetValueOrDefault(letter.Id)?.Text ?? $"letter {letter.Id}", StringComparer.Ordinal)
            .Select(unit => new ReplayUnit(transactions.GetValueOrDefault(unit.First().Id), [.. unit]))];
    }

    /// <summary>Units of one commit: as many as have this many letters together, or one that has more.</summary>
    public static IEnumerable<ReplayUnit[]> Packed(IEnumerable<ReplayUnit> units, int size)
    {
        var (packed, letters) = (new List<ReplayUnit>(), 0);
        foreach (var unit in units)
        {
            if (packed.Count > 0 && letters + unit.Letters.Count > size)
            {
                yield return [.. packed];
                packed.Clear();
                letters = 0;
            }

            packed.Add(unit);
            letters += unit.Letters.Count;
        }

        if (packed.Count > 0)
        {
            yield return [.. packed];
        }
    }

    private async Task<Dictionary<long, TransactionId>> TransactionsAsync(IReadOnlyList<ReplayCandidate> letters, CancellationToken cancellation)
    {
        var transactions = new Dictionary<long, TransactionId>();
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(ReplaySql.Values, connection) { Parameters = { new() { Value = letters.Select(static letter => letter.Id).ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (!await reader.IsDBNullAsync(1, cancellation) && _marks.Read(new SourceRecord("", 0, 0, null, reader.GetFieldValue<byte[]>(1), 0)).Id is { } id)
            {
                transactions[reader.GetInt64(0)] = id;
            }
        }

        return transactions;
    }
}
