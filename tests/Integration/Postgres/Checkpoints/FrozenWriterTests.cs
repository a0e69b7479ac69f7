using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Checkpoints;

/// <summary>A worker is stopped (SIGSTOP, a paused virtual machine) while its transaction is open: its session lives on and holds its locks.</summary>
public sealed class FrozenWriterTests
{
    private static readonly PartitionKey Partition = new("cdcfunctions", "shop.orders", 0);

    [SkippableFact]
    public async Task Its_transaction_ends_when_it_has_been_silent_for_as_long_as_a_statement_may_take()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var warehouse = Warehouse.Open(database.Options with { CommandTimeout = TimeSpan.FromSeconds(1) });
        await using var frozen = await BeginAsync(warehouse);

        var heir = await new CheckpointStore(database.Warehouse).AcquireAsync(Partition, CancellationToken.None);

        Assert.Equal((2, null), (heir.Epoch, heir.NextOffset));
        await AssertEndedAsync(frozen, "25P03");
    }

    [SkippableFact]
    public async Task Its_session_is_ended_by_the_heir_when_nothing_else_ends_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("alter function cdc.take_epoch set lock_timeout = '100ms'");
        await using var frozen = await BeginAsync(database.Warehouse);
        await ExecuteAsync(frozen, "set idle_in_transaction_session_timeout = 0");

        var heir = await new CheckpointStore(database.Warehouse).AcquireAsync(Partition, CancellationToken.None);

        Assert.Equal((2, null), (heir.Epoch, heir.NextOffset));
        await AssertEndedAsync(frozen, PostgresErrorCodes.AdminShutdown);
    }

    [SkippableFact]
    public async Task Other_sessions_live_on()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await new CheckpointStore(database.Warehouse).AcquireAsync(Partition, CancellationToken.None);
        await using var bystander = await BeginAsync(database.Warehouse, Partition with { Partition = 1 });

        await database.ExecuteAsync("select cdc.evict_writer('cdcfunctions', 'shop.orders', 0)");

        await CommitAsync(bystander);
    }

    // As far as a batch that reads before it writes has come: the fence is passed, its row is locked.
    private static async Task<NpgsqlConnection> BeginAsync(NpgsqlDataSource warehouse, PartitionKey? partition = null)
    {
        var lease = await new CheckpointStore(warehouse).AcquireAsync(partition ?? Partition, CancellationToken.None);
        var connection = await warehouse.OpenConnectionAsync();
        await ExecuteAsync(connection, "begin");
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(BatchWrites.Fence(lease, 1, [], []));
        await batch.ExecuteNonQueryAsync();
        return connection;
    }

    // Waking up, the worker takes it for a passing failure, asks for its place and finds that it is fenced.
    private static async Task AssertEndedAsync(NpgsqlConnection thawed, string sqlState)
    {
        var ended = await Assert.ThrowsAsync<PostgresException>(() => CommitAsync(thawed));
        Assert.Equal((sqlState, FailureKind.Transient), (ended.SqlState, FailureClassifier.Classify(ended)));
    }

    private static Task CommitAsync(NpgsqlConnection connection) => ExecuteAsync(connection, "commit");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
