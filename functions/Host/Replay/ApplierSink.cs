using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Host.Replay;

/// <summary>Hands replayed records to the applier that the functions call, under the dialect of their topic's source.</summary>
public sealed class ApplierSink(ChangeApplier applier, SourceRouter router) : IRecordSink
{
    /// <inheritdoc />
    public bool Accepts(string topic) => router.Find(topic) is not null;

    /// <inheritdoc />
    public bool IsSchemaTopic(string topic) => string.Equals(router.Find(topic)?.SchemaTopic, topic, StringComparison.Ordinal);

    /// <inheritdoc />
    public Task DeliverAsync(string topic, IReadOnlyList<SourceRecord> records, CancellationToken cancellation)
        => applier.ApplyAsync(router.Find(topic)!.Dialect, records, cancellation);
}
