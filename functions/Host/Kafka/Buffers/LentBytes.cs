using CdcFunctions.Changes;
using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka.Buffers;

/// <summary>Takes bytes from the Kafka client without an array for each: they hold until the next of their kind is taken, unless they are longer than <see cref="LaneBuffers.Longest"/>. Not thread-safe.</summary>
internal sealed class LentBytes : IDeserializer<RecordBytes>
{
    private readonly byte[] _scratch = new byte[LaneBuffers.Longest];

    public RecordBytes Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (isNull)
        {
            return default;
        }

        if (data.Length > LaneBuffers.Longest)
        {
            return data.ToArray();
        }

        data.CopyTo(_scratch);
        return new RecordBytes(_scratch, 0, data.Length);
    }
}
