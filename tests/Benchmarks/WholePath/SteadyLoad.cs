using Npgsql;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>Events produced at a steady rate, by key, with the moment of each.</summary>
/// <param name="firstKey">Key of the first; the others follow.</param>
internal sealed class SteadyLoad(long firstKey)
{
    private readonly List<DateTimeOffset> _moments = [];

    /// <summary>Events produced.</summary>
    public int Count => _moments.Count;

    /// <summary>First event that counts; those before warm up.</summary>
    public int First { get; set; }

    /// <summary>Remembers the next event and returns its key.</summary>
    public long Add(DateTimeOffset moment)
    {
        _moments.Add(moment);
        return firstKey + _moments.Count - 1;
    }

    /// <summary>Milliseconds from produce to the commit that made the row visible, sorted. The server must track commit times.</summary>
    public async Task<List<double>> LatenciesAsync(NpgsqlDataSource database, string table)
    {
        await using var command = database.CreateCommand($"select id, pg_xact_commit_timestamp(xmin) from {table} where id >= {firstKey + First} and id < {firstKey + Count}");
        await using var reader = await command.ExecuteReaderAsync();
        var latencies = new List<double>(_moments.Count);
        while (await reader.ReadAsync())
        {
            latencies.Add((reader.GetFieldValue<DateTimeOffset>(1) - _moments[(int)(reader.GetInt64(0) - firstKey)]).TotalMilliseconds);
        }

        latencies.Sort();
        return latencies;
    }
}
