namespace CdcFunctions.Host.Timers;

/// <summary>SQL of <see cref="PostgresTimerStore"/>.</summary>
internal static class TimerSql
{
    public const string Read =
        """
        select schedule as Schedule, last_run as LastRun, next_run as NextRun, last_updated as LastUpdated
        from cdc.schedule where function = @function
        """;

    public const string Register =
        """
        insert into cdc.schedule as s (function, schedule, next_run, last_updated)
        values (@function, @schedule, @nextRun, clock_timestamp())
        on conflict (function) do update
            set schedule = excluded.schedule, next_run = excluded.next_run, last_updated = excluded.last_updated
            where s.schedule <> excluded.schedule or s.next_run is null
        """;

    public const string TryLease =
        """
        insert into cdc.schedule as s (function, schedule, lease_owner, lease_until)
        values (@function, @schedule, @owner, clock_timestamp() + @duration)
        on conflict (function) do update
            set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
            where s.lease_owner is null or s.lease_owner = excluded.lease_owner or s.lease_until < clock_timestamp()
        returning schedule as Schedule, last_run as LastRun, next_run as NextRun, last_updated as LastUpdated
        """;

    public const string Renew =
        """
        update cdc.schedule set lease_until = clock_timestamp() + @duration
        where function = @function and lease_owner = @owner and lease_until >= clock_timestamp()
        """;

    public const string Release =
        """
        update cdc.schedule set lease_owner = null, lease_until = null
        where function = @function and lease_owner = @owner
        """;

    public const string ReleaseWithStatus =
        """
        update cdc.schedule
           set lease_owner = null, lease_until = null, schedule = @schedule, last_run = @lastRun, next_run = @nextRun, last_updated = clock_timestamp()
        where function = @function and lease_owner = @owner
        """;
}
