using CdcFunctions.Changes.Shapes;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

// SQL Server tables without a key: what a person chose gives their rows one.
internal sealed partial class DecodeSession
{
    private readonly byte[] _identity = new byte[RowIdentity.Size];
    private readonly byte[] _oldIdentity = new byte[RowIdentity.Size];
    private KeylessPolicy _keyless;
    private bool _leavesOldRow;

    private void SeeKeyless(bool hasKey, TableShape shape)
    {
        _leavesOldRow = false;
        _keyless = hasKey || shape.IsKeyFixed || decoder.Source.Dialect != Dialect.SqlServer ? KeylessPolicy.DeadLetter : _topic.Types.Options.Keyless;
        if (_keyless != KeylessPolicy.DeadLetter)
        {
            shape.MakeKeyless(_keyless == KeylessPolicy.Append);
        }
    }

    private Step SettleKeyless(in SourceRecord record, ReadOnlySpan<byte> payload, in Envelope envelope, ref ChangeKind kind)
    {
        if (_keyless == KeylessPolicy.Append)
        {
            RowIdentity.OfChange(in record, payload, envelope.Op, _identity);
            kind = ChangeKind.Insert;
            var operation = _slot.Buffers[_slot.Set.Find("_cdc_operation"u8)]!;
            Touch(operation);
            operation.SetBytes(_row, [envelope.Op]);
        }
        else if ((envelope.Op is (byte)'u' or (byte)'d') && envelope.BeforeAt < 0)
        {
            return Fail(Failures.MissingKey(_index, _topic.Table, "has no key, and a change of it without the row before"));
        }
        else
        {
            var at = kind == ChangeKind.Delete ? envelope.BeforeAt : envelope.AfterAt;
            RowIdentity.OfContent(payload[at..], _slot.Set, _scratch, _identity);
            _leavesOldRow = envelope.Op == 'u' && IsOther(payload[envelope.BeforeAt..]);
        }

        _slot.Buffers[_slot.Set.KeyIndexes[0]]!.SetBytes(_row, _identity);
        return Step.Done;
    }

    private bool IsOther(ReadOnlySpan<byte> before)
    {
        RowIdentity.OfContent(before, _slot.Set, _scratch, _oldIdentity);
        return !_identity.AsSpan().SequenceEqual(_oldIdentity);
    }

    // An update of the content is a new key: the row under the old one goes with it.
    private void RemoveOldRow(RowHeader header)
    {
        header.Kind = ChangeKind.Delete;
        header.IsPartial = false;
        var row = _changes!.AddCompanion(header);
        _slot.Buffers[_slot.Set.KeyIndexes[0]]!.SetBytes(row, _oldIdentity);
    }
}
