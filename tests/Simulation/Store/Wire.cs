using System.Buffers.Binary;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Simulation.Store;

/// <summary>Reads the parameters of a command as the server would.</summary>
internal static class Wire
{
    /// <summary>The value of a parameter, safe to keep: arrays on the wire become a list of elements.</summary>
    public static object? Copy(object? value) => value switch
    {
        WireArray array => Elements(array.ToWire().Span),
        DBNull => null,
        _ => value,
    };

    public static long Int64(byte[]? element) => BinaryPrimitives.ReadInt64BigEndian(element);

    public static short Int16(byte[]? element) => BinaryPrimitives.ReadInt16BigEndian(element);

    public static int Int32(byte[]? element) => BinaryPrimitives.ReadInt32BigEndian(element);

    private static byte[]?[] Elements(ReadOnlySpan<byte> wire)
    {
        if (BinaryPrimitives.ReadInt32BigEndian(wire) == 0)
        {
            return [];
        }

        var elements = new byte[]?[BinaryPrimitives.ReadInt32BigEndian(wire[12..])];
        var at = 20;
        for (var i = 0; i < elements.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(wire[at..]);
            at += sizeof(int);
            if (length >= 0)
            {
                elements[i] = wire.Slice(at, length).ToArray();
                at += length;
            }
        }

        return elements;
    }
}
