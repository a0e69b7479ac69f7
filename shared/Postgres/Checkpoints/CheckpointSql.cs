namespace CdcFunctions.Postgres.Checkpoints;

/// <summary>SQL of <see cref="CheckpointStore"/> and of the fence that opens every batch.</summary>
internal static class CheckpointSql
{
    public const string TakeEpoch = "select epoch, next_offset as NextOffset from cdc.take_epoch(@ConsumerGroup, @Topic, @Partition, @owner)";

    public const string EvictWriter = "select cdc.evict_writer(@ConsumerGroup, @Topic, @Partition)";

    public const string Read =
        """
        select epoch, next_offset as NextOffset from cdc.checkpoint
        where consumer_group = @ConsumerGroup and topic = @Topic and partition = @Partition
        """;

    public const string Advance = "select cdc.advance($1, $2, $3, $4, $5, $6, $7, $8)";

    public const string AdvanceDeferred = "select cdc.advance($1, $2, $3, $4, $5, $6, $7, $8), cdc.defer_constraints()";

    // Under the locks that the first function takes.
    public const string AdvanceUnchanged = "select cdc.advance($1, $2, $3, $4, $5, $6, $7, $8), cdc.require_columns($9, $10)";

    public const string Unchanged = "select cdc.require_columns($1, $2)";

    public const string CheckAtOnce = "set constraints all immediate";

    public const string Defer = "select cdc.defer_constraints()";
}
