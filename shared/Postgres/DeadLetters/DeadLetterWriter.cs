using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>Turns dead letters into the command that stores them in the transaction of their batch.</summary>
internal static class DeadLetterWriter
{
    /// <summary>The command for the dead letters of one partition.</summary>
    public static NpgsqlBatchCommand Command(PartitionKey partition, IReadOnlyList<DeadLetter> letters)
    {
        var command = new NpgsqlBatchCommand(DeadLetterSql.Insert);
        Add(command, NpgsqlDbType.Text, partition.ConsumerGroup);
        Add(command, NpgsqlDbType.Text, partition.Topic);
        Add(command, NpgsqlDbType.Integer, partition.Partition);
        AddArray(command, NpgsqlDbType.Bigint, letters, l => l.Record.Offset);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.Source);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.SourceTable);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.TargetTable);
        AddArray(command, NpgsqlDbType.Bytea, letters, l => l.Record.Key);
        AddArray(command, NpgsqlDbType.Bytea, letters, l => l.Record.Value);
        AddArray(command, NpgsqlDbType.Text, letters, l => Headers(l.Record.Headers));
        AddArray(command, NpgsqlDbType.Bigint, letters, l => l.Record.TimestampMs);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.Reason);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.SqlState);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.Message);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.Remedy);
        return command;
    }

    private static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, object value)
        => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });

    private static void AddArray<T>(NpgsqlBatchCommand command, NpgsqlDbType element, IReadOnlyList<DeadLetter> letters, Func<DeadLetter, T> value)
        => Add(command, NpgsqlDbType.Array | element, letters.Select(value).ToArray());

    /// <summary>Headers as a JSON list of [name, value]; a value that is no text is kept as {"base64": …}.</summary>
    private static string? Headers(IReadOnlyList<RecordHeader>? headers)
    {
        if (headers is null or [])
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var header in headers)
            {
                json.WriteStartArray();
                json.WriteStringValue(header.Name);
                WriteValue(json, header.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteValue(Utf8JsonWriter json, byte[]? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else if (System.Text.Unicode.Utf8.IsValid(value) && !value.Contains((byte)0))
        {
            json.WriteStringValue(value);
        }
        else
        {
            json.WriteStartObject();
            json.WriteBase64String("base64", value);
            json.WriteEndObject();
        }
    }
}
