using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Keeps records of open transactions in PostgreSQL, in the same commits that move the checkpoint past them.</summary>
internal sealed class TransactionStage(DbDataSource warehouse)
{
    /// <summary>Command that stages further records of a transaction.</summary>
    public static NpgsqlBatchCommand Add(PartitionKey partition, OpenTransaction transaction, IReadOnlyList<SourceRecord> records)
    {
        var command = StageCommand.Of(StageSql.Add, partition);
        command.Add(NpgsqlDbType.Text, transaction.Id.Text);
        command.Add(NpgsqlDbType.TimestampTz, transaction.Since.UtcDateTime);
        AddArray(command, NpgsqlDbType.Bigint, records, static r => r.Offset);
        AddArray(command, NpgsqlDbType.Bigint, records, static r => r.TimestampMs);
        AddArray(command, NpgsqlDbType.Bytea, records, static r => r.Key.ToArray());
        AddArray(command, NpgsqlDbType.Bytea, records, static r => r.Value.ToArray());
        AddArray(command, NpgsqlDbType.Bytea, records, static r => HeaderFrame.Write(r.Headers));
        return command;
    }

    /// <summary>Command that takes transactions out of the stage.</summary>
    public static NpgsqlBatchCommand Remove(PartitionKey partition, IEnumerable<TransactionId> transactions)
    {
        var command = StageCommand.Of(StageSql.Remove, partition);
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Text, transactions.Select(static id => id.Text).ToArray());
        return command;
    }

    /// <summary>Command that remembers the latest transaction released.</summary>
    public static NpgsqlBatchCommand Advance(PartitionKey partition, TransactionId newest)
    {
        var command = StageCommand.Of(StageSql.Advance, partition);
        command.Add(NpgsqlDbType.Text, newest.Text);
        return command;
    }

    /// <summary>The open transactions of a partition as its stage shows them. Reads every staged record, one at a time.</summary>
    public async Task<OpenTransactions> LoadAsync(PartitionKey partition, long? nextOffset, TransactionMarkReader marks, CancellationToken cancellation)
    {
        var open = new OpenTransactions();
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await using var batch = StageCommand.Batch(connection, StageCommand.Of(StageSql.Newest, partition), StageCommand.Of(StageSql.Load, partition));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        open.Newest = await reader.ReadAsync(cancellation) ? TransactionId.Parse(reader.GetString(0)) : null;
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var record = new SourceRecord(partition.Topic, partition.Partition, reader.GetInt64(2), null, Bytes(reader, 3), 0);
            var mark = marks.Read(in record);
            var transaction = open.Open(TransactionId.Parse(reader.GetString(0)), new DateTimeOffset(reader.GetDateTime(1), TimeSpan.Zero));
            transaction.Staged++;
            transaction.Unreadable += mark.Kind == TransactionMarkKind.Unreadable ? 1 : 0;
            if (mark.Kind == TransactionMarkKind.Event)
            {
                transaction.See(in mark);
            }

            open.Current = record.Offset == nextOffset - 1 ? transaction : open.Current;
        }

        return open;
    }

    /// <summary>All staged records of one transaction.</summary>
    public async Task<List<SourceRecord>> ReadAsync(PartitionKey partition, TransactionId transaction, CancellationToken cancellation)
    {
        var all = new List<SourceRecord>();
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await foreach (var chunk in ChunksAsync(connection, partition, transaction, cancellation))
        {
            all.AddRange(chunk);
        }

        return all;
    }

    /// <summary>The staged records of one transaction, a batch at a time; between two the connection may be used.</summary>
    public static async IAsyncEnumerable<SourceRecord[]> ChunksAsync(
        DbConnection connection, PartitionKey partition, TransactionId transaction, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? last = -1; last is not null;)
        {
            var records = new List<SourceRecord>();
            (var after, last) = (last.Value, null);
            await using (var batch = StageCommand.Batch(connection, NextChunk(partition, transaction, after)))
            await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                {
                    last = reader.GetInt64(0);
                    records.Add(new SourceRecord(
                        partition.Topic, partition.Partition, reader.GetInt64(1), Bytes(reader, 3), Bytes(reader, 4), reader.GetInt64(2), HeaderFrame.Read(Bytes(reader, 5))));
                }
            }

            if (records.Count > 0)
            {
                yield return [.. records];
            }
        }
    }

    private static NpgsqlBatchCommand NextChunk(PartitionKey partition, TransactionId transaction, long after)
    {
        var command = StageCommand.Of(StageSql.NextChunk, partition);
        command.Add(NpgsqlDbType.Text, transaction.Text);
        command.Add(NpgsqlDbType.Bigint, after);
        return command;
    }

    private static byte[]? Bytes(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    private static void AddArray<T>(NpgsqlBatchCommand command, NpgsqlDbType element, IReadOnlyList<SourceRecord> records, Func<SourceRecord, T> value)
        => command.Add(NpgsqlDbType.Array | element, records.Select(value).ToArray());
}
