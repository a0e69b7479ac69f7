using System.Text.Json;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

// What the record is, now that all of it was seen: control record, or a row that still needs key, kind and version.
internal sealed partial class DecodeSession
{
    private Step Finish(in SourceRecord record, ReadOnlySpan<byte> payload, ref Envelope envelope)
    {
        if (envelope.Op == 0 || _topic.IsSignal)
        {
            return FinishControl(in record, in envelope);
        }

        if (_topic.IsExcluded)
        {
            return Control(ControlRecord.Excluded);
        }

        if (!envelope.Source.IsThere || !envelope.HasRowImage)
        {
            return Fail(Failures.UnknownEnvelope(_index, _topic.Table, envelope.HasRowImage ? "it has no source block" : "it has neither before nor after"));
        }

        if (envelope.Source.ForeignConnector is { } foreign)
        {
            return Fail(Failures.ForeignConnector(_index, _topic.Table, decoder.Source.Dialect.ToString(), foreign));
        }

        if (Kind(envelope.Op, envelope.AfterAt >= 0) is not { } kind)
        {
            return Fail(Failures.UnknownEnvelope(_index, _topic.Table, "its operation and row images do not belong together"));
        }

        var step = _row < 0 ? Prepare(in record, payload, in envelope) : Step.Done;
        envelope.AfterAt = envelope.Op == 'd' && _keyless == KeylessPolicy.Append ? envelope.BeforeAt : envelope.AfterAt;
        if (step == Step.Done && envelope is { IsAfterRead: false, AfterAt: >= 0 })
        {
            var reader = new Utf8JsonReader(payload[envelope.AfterAt..]);
            reader.Read();
            step = ReadAfter(ref reader, in envelope);
        }

        return step == Step.Done ? FinishRow(in record, payload, in envelope, kind) : step;
    }

    private Step FinishControl(in SourceRecord record, in Envelope envelope)
    {
        if (_topic.IsSignal && envelope.Op != 0)
        {
            return Control(ControlRecord.Signal);
        }

        if (envelope.Control == ControlRecord.SchemaChange)
        {
            decoder.Schemas.Learn(in record);
        }

        if (envelope.Control is { } control)
        {
            return Control(control);
        }

        return envelope is { Properties: 1, HasTimeMs: true }
            ? Control(ControlRecord.Heartbeat)
            : Fail(Failures.UnknownEnvelope(_index, _topic.Table, "it has no op"));
    }

    private Step FinishRow(in SourceRecord record, ReadOnlySpan<byte> payload, in Envelope envelope, ChangeKind kind)
    {
        var step = decoder.Source.Dialect switch
        {
            Dialect.Scylla => SettleForm(in envelope),
            Dialect.Cassandra => Step.Done,
            _ => SettleSqlServer(in record, payload, in envelope, ref kind),
        };
        if (step != Step.Done || _control is not null)
        {
            return step;
        }

        kind = _hasNullKey && kind == ChangeKind.Delete ? ChangeKind.PartitionDelete : kind;
        step = _keyless == KeylessPolicy.DeadLetter ? CompleteKey(payload, in envelope, kind) : SettleKeyless(in record, payload, in envelope, ref kind);
        if (step != Step.Done)
        {
            return step;
        }

        if (kind == ChangeKind.Delete && _topic.Types.Options.ConflictColumn is not null && envelope.BeforeAt >= 0 && ReadConflictColumn(payload[envelope.BeforeAt..]) is var read && read != Step.Done)
        {
            return read;
        }

        if (!TryVersion(in envelope, kind, out var header))
        {
            return Fail(Failures.UnknownEnvelope(_index, _topic.Table, decoder.Source.Dialect == Dialect.SqlServer ? "source.commit_lsn is missing or malformed" : "source.ts_us is missing"));
        }

        header.Kind = kind;
        header.RecordIndex = _index;
        header.IsPartial = kind is ChangeKind.Insert or ChangeKind.Update && _touched < _slot.ValueColumns;
        _changes!.SetRow(_row, header);
        if (_leavesOldRow)
        {
            RemoveOldRow(header);
        }

        if (kind == ChangeKind.RangeDelete)
        {
            _changes.AddRange(new RangeBounds(_row, _start ?? new RangeBound(true, []), _end ?? new RangeBound(true, [])));
        }

        return Step.Done;
    }

    // Cassandra's r is a range delete, SQL Server's a snapshot read; Debezium's own transform writes i as c and r as t.
    private ChangeKind? Kind(byte op, bool hasAfter) => (decoder.Source.Dialect, op) switch
    {
        (Dialect.Cassandra, (byte)'i' or (byte)'c') when hasAfter => ChangeKind.Insert,
        (Dialect.Cassandra, (byte)'r' or (byte)'t') when hasAfter => ChangeKind.RangeDelete,
        (Dialect.Scylla, (byte)'c') => ChangeKind.Insert,
        (Dialect.Scylla, (byte)'u') => ChangeKind.Update,
        (Dialect.Scylla, (byte)'d') when !hasAfter => ChangeKind.Delete,
        (Dialect.SqlServer, (byte)'c' or (byte)'r') when hasAfter => ChangeKind.Insert,
        (Dialect.SqlServer, (byte)'d') when !hasAfter => ChangeKind.Delete,
        (Dialect.Cassandra or Dialect.SqlServer, (byte)'u') when hasAfter => ChangeKind.Update,
        (Dialect.Cassandra, (byte)'d') => ChangeKind.Delete,
        _ => null,
    };

    // A row without any value fits both of ScyllaDB's outputs: the payload's key and its ts_us tell them apart.
    private Step SettleForm(in Envelope envelope)
    {
        if (_values > 0 || _schema?.Row is not null)
        {
            return Step.Done;
        }

        var hasCells = envelope.KeyAt < 0 && (envelope.HasTimeUs || (!envelope.IsTimeUsNull && _topic.HasCells));
        if (hasCells == _topic.HasCells)
        {
            return Step.Done;
        }

        _topic.HasCells = hasCells;
        return Step.Again;
    }

    private bool TryVersion(in Envelope envelope, ChangeKind kind, out RowHeader header)
    {
        var source = envelope.Source;
        var time = source.TimeUs ?? (source.TimeMs is { } ms && ms is > long.MinValue / 1000 and < long.MaxValue / 1000 ? ms * 1000 : null);
        header = new RowHeader { SourceTimeUs = time ?? 0, IsSnapshot = source.IsSnapshot || (decoder.Source.Dialect == Dialect.SqlServer && envelope.Op == 'r') };
        if (decoder.Source.Dialect == Dialect.SqlServer)
        {
            (header.Version, header.Sequence) = (source.CommitLsn, source.CommitSlot);
            return source.HasCommitLsn || header.IsSnapshot;
        }

        // A partition delete carries the time of its whole batch in ts_us, its own in the cells.
        var isDelete = kind is ChangeKind.Delete or ChangeKind.PartitionDelete;
        header.Version = (isDelete ? _deletionTime : null) ?? time ?? 0;
        return time is not null;
    }
}
