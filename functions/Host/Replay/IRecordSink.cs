using CdcFunctions.Changes;

namespace CdcFunctions.Host.Replay;

/// <summary>Where replayed records go: the same function, with the same retries, as when the host consumes them.</summary>
public interface IRecordSink
{
    /// <summary>True when the configuration has a source for the topic.</summary>
    bool Accepts(string topic);

    /// <summary>True for a connector's schema-change topic, which is read before the data.</summary>
    bool IsSchemaTopic(string topic);

    /// <summary>Delivers records of one partition, in order; returns when they are applied or safely parked.</summary>
    Task DeliverAsync(string topic, IReadOnlyList<SourceRecord> records, CancellationToken cancellation);
}
