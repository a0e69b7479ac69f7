namespace CdcFunctions.Changes.Transactions;

/// <summary>Decodes a topic that holds all tables of a source: the table is what the envelope says, not the topic's name.</summary>
internal sealed class RoutedDecoder(string topic, IChangeDecoder decoder) : IChangeDecoder
{
    private readonly TransactionMarkReader _marks = new();

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        var routed = new SourceRecord[records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            ref readonly var record = ref records[i];
            routed[i] = string.Equals(record.Topic, topic, StringComparison.Ordinal) ? _marks.Route(in record) : record;
        }

        decoder.Decode(routed, batch);
    }
}
