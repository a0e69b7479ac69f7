using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Shapes;
using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Changes.SqlServer;

/// <summary>What identifies a change, or a row, of a table without key: the first 16 bytes of a SHA-256.</summary>
internal static class RowIdentity
{
    /// <summary>Bytes of an identity.</summary>
    public const int Size = 16;

    /// <summary>
    /// Identity of a change: its LSNs and operation, the same when a connector that starts again sends it again. Rows read by a snapshot have none of their
    /// own; the place in Kafka stands for it.
    /// </summary>
    public static void OfChange(in SourceRecord record, ReadOnlySpan<byte> payload, byte operation, Span<byte> identity)
    {
        var text = new ArrayBufferWriter<byte>(96);
        var envelope = RoutedEnvelopeReader.Read(payload);
        text.Write([operation]);
        if (operation == 'r' || envelope.ChangeLsn.IsEmpty)
        {
            BinaryPrimitives.WriteInt64BigEndian(text.GetSpan(8), record.Offset);
            text.Advance(8);
            BinaryPrimitives.WriteInt32BigEndian(text.GetSpan(4), record.Partition);
            text.Advance(4);
        }
        else
        {
            text.Write(envelope.CommitLsn);
            text.Write(envelope.ChangeLsn);
            BinaryPrimitives.WriteInt64BigEndian(text.GetSpan(8), envelope.EventSerial);
            text.Advance(8);
        }

        Hash(text.WrittenSpan, identity);
    }

    /// <summary>
    /// Identity of a row: names and values of its columns in the order of the event. NULLs do not count, so that a new column changes no identity; nor do large
    /// columns, which events leave out.
    /// </summary>
    public static void OfContent(ReadOnlySpan<byte> row, ColumnSet columns, DecodeScratch scratch, Span<byte> identity)
    {
        var text = new ArrayBufferWriter<byte>(row.Length);
        var reader = new Utf8JsonReader(row);
        var previous = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = columns.FindInRow(ref reader, ref previous, scratch);
            var name = reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isCounted = reader.TokenType != JsonTokenType.Null && (index < 0 || columns.Plans[index].Large is LargeColumn.No or LargeColumn.Unknown);
            reader.Skip();
            if (isCounted)
            {
                text.Write(name);
                text.Write(":"u8);
                text.Write(row[start..(int)reader.BytesConsumed]);
                text.Write(","u8);
            }
        }

        Hash(text.WrittenSpan, identity);
    }

    private static void Hash(ReadOnlySpan<byte> text, Span<byte> identity)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        hash[..Size].CopyTo(identity);
    }
}
