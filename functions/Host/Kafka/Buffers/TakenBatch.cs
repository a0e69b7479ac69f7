using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka.Buffers;

/// <summary>Records that left the queue together, and the buffers they are the last to use.</summary>
/// <param name="Records">The records, in order; at least one.</param>
/// <param name="Bytes">Memory they hold.</param>
/// <param name="Lease">How long their bytes may be read.</param>
/// <param name="Buffers">Buffers that are free when the batch has succeeded.</param>
internal sealed record TakenBatch(KafkaRecord[] Records, long Bytes, RecordLease Lease, List<byte[]> Buffers);
