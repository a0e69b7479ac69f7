using Dapper;
using Npgsql;

namespace CdcFunctions.Host.Timers;

/// <summary>Schedules and leases in <c>cdc.schedule</c>.</summary>
internal sealed class PostgresTimerStore(NpgsqlDataSource warehouse) : ITimerStore
{
    public async Task<StoredSchedule?> ReadAsync(string function, CancellationToken cancellation)
        => await QueryAsync(TimerSql.Read, new { function }, cancellation);

    public Task RegisterAsync(string function, string schedule, DateTimeOffset nextRun, CancellationToken cancellation)
        => ExecuteAsync(TimerSql.Register, new { function, schedule, nextRun = nextRun.UtcDateTime }, cancellation);

    public async Task<StoredSchedule?> TryLeaseAsync(string function, string schedule, string owner, TimeSpan duration, CancellationToken cancellation)
        => await QueryAsync(TimerSql.TryLease, new { function, schedule, owner, duration }, cancellation);

    public async Task<bool> RenewAsync(string function, string owner, TimeSpan duration, CancellationToken cancellation)
        => await ExecuteAsync(TimerSql.Renew, new { function, owner, duration }, cancellation) == 1;

    public Task ReleaseAsync(string function, string owner, StoredSchedule? status, CancellationToken cancellation)
        => status is null
            ? ExecuteAsync(TimerSql.Release, new { function, owner }, cancellation)
            : ExecuteAsync(
                TimerSql.ReleaseWithStatus,
                new { function, owner, status.Schedule, lastRun = status.LastRun?.UtcDateTime, nextRun = status.NextRun?.UtcDateTime },
                cancellation);

    private async Task<StoredSchedule?> QueryAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
        return row is null ? null : new StoredSchedule(row.Schedule, row.LastRun, row.NextRun, row.LastUpdated);
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }

    // Npgsql gives timestamptz as UTC DateTime, which converts to DateTimeOffset without loss.
    private sealed record Row
    {
        public string Schedule { get; init; } = "";

        public DateTime? LastRun { get; init; }

        public DateTime? NextRun { get; init; }

        public DateTime? LastUpdated { get; init; }
    }
}
