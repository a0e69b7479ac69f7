using System.Text;
using System.Text.Json;
using CdcFunctions.Changes.Connect.Schema;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes.Transactions;

/// <summary>Tells of each record of a shared SQL Server topic which transaction and which table it belongs to.</summary>
/// <remarks>Thread-safe. Never throws for bad input. Reads the envelope only; the rows are the decoder's business.</remarks>
public sealed class TransactionMarkReader
{
    private readonly EmbeddedSchemas _schemas = new();
    private volatile RoutedTable[] _tables = [];
    private volatile TransactionId? _last;

    /// <summary>What the record says about transactions.</summary>
    public TransactionMark Read(in SourceRecord record)
    {
        try
        {
            return record.Value.IsNull ? TransactionMark.None : Mark(RoutedEnvelopeReader.Read(_schemas.Unwrap(record.Value, out _)));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return TransactionMark.Unreadable;
        }
    }

    /// <summary>True for a record that changes a row, or may: snapshot rows and unreadable records too.</summary>
    public bool IsChange(in SourceRecord record)
    {
        try
        {
            return !record.Value.IsNull && RoutedEnvelopeReader.Read(_schemas.Unwrap(record.Value, out _)).HasOperation;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>The record under the topic its table would have of its own; a record that is no change stays as it is.</summary>
    public SourceRecord Route(in SourceRecord record)
    {
        try
        {
            if (record.Value.IsNull)
            {
                return record;
            }

            var envelope = RoutedEnvelopeReader.Read(_schemas.Unwrap(record.Value, out _));
            return envelope.HasOperation && !envelope.Table.IsEmpty ? record with { Topic = Table(in envelope).Topic } : record;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The decoder finds the same and says it in its own words.
            return record;
        }
    }

    private TransactionMark Mark(in RoutedEnvelope envelope)
    {
        if (envelope.HasOperation)
        {
            if (envelope.IsSnapshotRead)
            {
                // A snapshot by signal gives its rows the LSNs of a transaction that they are not of, and sends them before the END of the one before.
                return TransactionMark.None;
            }

            // Without transaction metadata the commit LSN names the transaction as well.
            var text = envelope.Id.IsEmpty && !envelope.ChangeLsn.IsEmpty ? envelope.CommitLsn : envelope.Id;
            return Id(text) is { } id ? new(TransactionMarkKind.Event, id, Table(in envelope).Collection, envelope.Order) : TransactionMark.None;
        }

        if (envelope.Status.IsEmpty || Id(envelope.Id) is not { } boundary)
        {
            return TransactionMark.None;
        }

        return envelope.Status.SequenceEqual("END"u8)
            ? new(TransactionMarkKind.End, boundary, Counts: envelope.Counts ?? [])
            : new(TransactionMarkKind.Begin, boundary);
    }

    private TransactionId? Id(ReadOnlySpan<byte> text)
    {
        if (!Lsn.TryParse(text, out var version, out var slot))
        {
            return null;
        }

        if (_last is { } last && last.Version == version && last.Slot == slot)
        {
            return last;
        }

        var id = new TransactionId(Encoding.UTF8.GetString(text), version, slot);
        _last = id;
        return id;
    }

    private RoutedTable Table(in RoutedEnvelope envelope)
    {
        foreach (var known in _tables)
        {
            if (known.Is(in envelope))
            {
                return known;
            }
        }

        var table = new RoutedTable(in envelope);
        _tables = [.. _tables, table];
        return table;
    }
}
