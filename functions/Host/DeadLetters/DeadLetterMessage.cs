using System.Globalization;
using System.Text;
using CdcFunctions.Postgres.DeadLetters.Outbox;
using Confluent.Kafka;

namespace CdcFunctions.Host.DeadLetters;

/// <summary>A dead letter as a Kafka message: key, value and headers of the record as the table has them, and headers <c>cdc.*</c> that say what happened.</summary>
internal static class DeadLetterMessage
{
    /// <summary>Payload of a letter whose record was too large to be sent.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The message.</summary>
    /// <param name="sent">The letter.</param>
    /// <param name="withoutRecord">True to leave the record itself out.</param>
    public static Message<byte[]?, byte[]?> Of(OutgoingLetter sent, bool withoutRecord = false)
    {
        var (letter, record) = (sent.Letter, sent.Record);
        var headers = new Headers();
        foreach (var header in withoutRecord ? [] : record.Headers ?? [])
        {
            headers.Add(header.Name, header.Value);
        }

        Add("cdc.reason", letter.Reason);
        Add("cdc.sqlstate", letter.SqlState);
        Add("cdc.message", letter.Message);
        Add("cdc.remedy", letter.Remedy);
        Add("cdc.source", letter.Source);
        Add("cdc.source-table", letter.SourceTable);
        Add("cdc.target-table", letter.TargetTable);
        Add("cdc.topic", record.Topic);
        Add("cdc.partition", Number(record.Partition));
        Add("cdc.offset", Number(record.Offset));
        Add("cdc.timestamp", Number(record.TimestampMs));
        Add("cdc.parked-at", sent.ParkedAt.ToString("O", CultureInfo.InvariantCulture));
        Add("cdc.payload", withoutRecord ? TooLarge : sent.Payload);
        Add("cdc.id", Number(sent.Id));
        return new Message<byte[]?, byte[]?> { Key = withoutRecord ? null : record.Key.ToArray(), Value = withoutRecord ? null : record.Value.ToArray(), Headers = headers };

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                headers.Add(name, Encoding.UTF8.GetBytes(text));
            }
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
