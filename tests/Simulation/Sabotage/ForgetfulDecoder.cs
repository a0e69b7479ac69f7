using CdcFunctions.Changes;

namespace CdcFunctions.Simulation.Sabotage;

/// <summary>Loses the last record of a large batch.</summary>
internal sealed class ForgetfulDecoder(IChangeDecoder decoder) : IChangeDecoder
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch) => decoder.Decode(records.Length > 5 ? records[..^1] : records, batch);
}
