using System.Buffers.Binary;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <content>Elements taken over from another array.</content>
public sealed partial class WireArray
{
    /// <summary>Where the first element begins, for <see cref="Skip"/>.</summary>
    internal const int FirstElement = HeaderSize;

    /// <summary>Where the element stands that is this many behind the one at a position.</summary>
    internal int Skip(int position, int elements)
    {
        for (var element = 0; element < elements; element++)
        {
            position += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(position)));
        }

        return position;
    }

    /// <summary>Appends the elements of another array that stand from one position to another.</summary>
    internal void AppendElements(WireArray other, int from, int to, int elements)
    {
        Reserve(to - from);
        other._bytes.AsSpan(from, to - from).CopyTo(_bytes.AsSpan(_length));
        _length += to - from;
        Count += elements;

        // A flag that says "perhaps" is enough: PostgreSQL reads each element's own length.
        _nulls += other._nulls;
    }
}
