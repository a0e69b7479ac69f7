using Npgsql;

namespace CdcFunctions.Host.Demo;

/// <summary>Watches the checkpoints in PostgreSQL: what they have passed is applied, whatever the host says of itself.</summary>
internal sealed class CheckpointProgress(NpgsqlDataSource database, string consumerGroup, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until the checkpoint of every partition has reached its offset.</summary>
    /// <param name="offsets">Where each partition must arrive.</param>
    /// <param name="isCounted">Asked in addition: the host counts a batch just after its commit.</param>
    /// <param name="longest">When to give up.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>False when <paramref name="longest"/> went by first.</returns>
    public async Task<bool> ReachedAsync(
        IReadOnlyDictionary<(string Topic, int Partition), long> offsets, Func<bool> isCounted, TimeSpan longest, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(PollInterval, time);
        while (!await HasReachedAsync(offsets, cancellation) || !isCounted())
        {
            if (time.GetElapsedTime(started) > longest)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(cancellation);
        }

        return true;
    }

    private async Task<bool> HasReachedAsync(IReadOnlyDictionary<(string Topic, int Partition), long> offsets, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT topic, partition, next_offset FROM cdc.checkpoint WHERE consumer_group = $1 AND next_offset IS NOT NULL");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumerGroup });
        var stored = new Dictionary<(string Topic, int Partition), long>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            stored[(reader.GetString(0), reader.GetInt32(1))] = reader.GetInt64(2);
        }

        return offsets.All(partition => stored.TryGetValue(partition.Key, out var reached) && reached >= partition.Value);
    }
}
