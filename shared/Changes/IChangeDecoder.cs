namespace CdcFunctions.Changes;

/// <summary>Turns the records of one source into changes.</summary>
/// <remarks>Thread-safe: lanes share a decoder; each call brings its own batch. Never throws for bad input: that becomes a <see cref="DecodeFailure"/>.</remarks>
public interface IChangeDecoder
{
    /// <summary>Decodes all records, in order, into the batch.</summary>
    void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch);
}
