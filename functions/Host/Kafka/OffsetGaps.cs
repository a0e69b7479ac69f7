namespace CdcFunctions.Host.Kafka;

/// <summary>Tells gaps that belong to a log (transaction markers, compaction) from records that the client has skipped: a real gap is there again when one looks twice.</summary>
internal sealed class OffsetGaps
{
    private (long Expected, long Found)? _doubted;
    private bool _areReal;

    /// <summary>Whether what was found may follow; when not, the reader goes back to the expected offset and looks again.</summary>
    /// <param name="expected">Offset after the last record.</param>
    /// <param name="found">Offset of the record, or of the end of the log, that came.</param>
    public bool MayFollow(long expected, long found)
    {
        if (_areReal || found <= expected)
        {
            return true;
        }

        // Once a log has shown that it has gaps, looking twice at each would cost more than it tells.
        _areReal = _doubted == (expected, found);
        _doubted = (expected, found);
        return _areReal;
    }

    /// <summary>Forgets the last doubt: the reader could not go back, so whatever comes next was not looked at twice.</summary>
    public void CouldNotLook() => _doubted = null;
}
