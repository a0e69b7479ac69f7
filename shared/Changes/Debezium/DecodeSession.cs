using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Schema;
using CdcFunctions.Changes.Shapes;

namespace CdcFunctions.Changes.Debezium;

/// <summary>Decodes the records of one batch, one after the other: each becomes one row, one control record or one failure.</summary>
/// <remarks>Not thread-safe; a decoder lends one to each call.</remarks>
internal sealed partial class DecodeSession(ChangeDecoder decoder)
{
    // A shape may change under a record (key learnt, cells recognised, type widened): each change reads it once more.
    private const int MostAttempts = 8;

    private readonly DecodeScratch _scratch = new();
    private readonly Dictionary<TableShape, TableSlot> _slots = [];
    private readonly Dictionary<TableName, TableGroup> _groups = [];

    private ChangeBatch _batch = null!;
    private TopicState _topic = null!;
    private string? _topicName;

    private int _index;
    private string _place = "value";
    private DecodeFailure? _failure;
    private ControlRecord? _control;
    private EmbeddedSchema? _schema;

    /// <summary>Decodes all records into the batch.</summary>
    public void Run(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        _batch = batch;
        for (_index = 0; _index < records.Length; _index++)
        {
            Decode(in records[_index]);
        }

        batch.RemoveEmptyTables();
        _slots.Clear();
        _groups.Clear();
        _batch = null!;
    }

    private void Decode(in SourceRecord record)
    {
        (_failure, _control, _scratch.TruncatedTimes) = (null, null, 0);
        try
        {
            var step = Step.Again;
            for (var attempt = 0; attempt < MostAttempts && step == Step.Again; attempt++)
            {
                TakeRowBack();
                _scratch.TruncatedTimes = 0;
                step = Read(in record);
            }

            if (step == Step.Again)
            {
                Fail(Failures.UnknownEnvelope(_index, _topic.Table, "its columns mix plain values and cells"));
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader reports broken JSON and half surrogates by exception; such records are rare.
            Fail(Failures.MalformedJson(_index, _topic.Table, _place));
        }

        Conclude();
    }

    private void Conclude()
    {
        if (_failure is { } failure)
        {
            TakeRowBack();
            if (_topic.IsExcluded)
            {
                _batch.AddControl(ControlRecord.Excluded);
                return;
            }

            _batch.AddFailure(failure);
            return;
        }

        if (_control is { } control)
        {
            TakeRowBack();
            _batch.AddControl(control);
        }

        foreach (var column in _control is null ? _misfits ?? [] : [])
        {
            _batch.AddMisfit(new Misfit(_index, _slot.Shape.Table, column));
        }

        _batch.TruncatedTimes += _scratch.TruncatedTimes;
        _row = -1;
    }

    private Step Read(in SourceRecord record)
    {
        (_place, _schema, _row) = ("value", null, -1);
        _misfits?.Clear();
        if (!ReferenceEquals(_topicName, record.Topic))
        {
            (_topicName, _topic) = (record.Topic, decoder.Topic(record.Topic));
        }

        if (record.Value.IsNull)
        {
            return Control(ControlRecord.Tombstone);
        }

        if (_topic.IsHeartbeat)
        {
            return Control(ControlRecord.Heartbeat);
        }

        var payload = _topic.Values.Unwrap(record.Value, out _schema);
        if (!System.Text.Unicode.Utf8.IsValid(payload))
        {
            return Fail(Failures.MalformedJson(_index, _topic.Table, _place));
        }

        return payload.SequenceEqual("null"u8) ? Control(ControlRecord.Tombstone) : ReadEnvelope(in record, payload);
    }

    private Step Control(ControlRecord control)
    {
        _control = control;
        return Step.Done;
    }

    private Step Fail(DecodeFailure failure)
    {
        _failure ??= failure;
        return Step.Failed;
    }
}
