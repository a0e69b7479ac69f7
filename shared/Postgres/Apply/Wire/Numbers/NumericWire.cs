using System.Buffers.Binary;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Writes PostgreSQL's binary <c>numeric</c>: digit count, weight, sign, display scale, then digits of base 10000.</summary>
internal static class NumericWire
{
    private const int HeaderSize = 8;
    private const int LargestScale = 16_383;
    private const int LargestPoint = 131_072;
    private const ushort Negative = 0x4000;
    private const ushort NaN = 0xC000;
    private const ushort PositiveInfinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;

    /// <summary>True when the number is inside what any <c>numeric</c> holds.</summary>
    public static bool Holds(in DecimalText number) => number.Scale <= LargestScale && number.Point <= LargestPoint;

    /// <summary>Appends a number that <see cref="Holds"/>.</summary>
    public static void Append(in DecimalText number, WireArray output)
    {
        if (number.Form != DecimalForm.Finite)
        {
            var special = number.Form == DecimalForm.NaN ? NaN : number.IsNegative ? NegativeInfinity : PositiveInfinity;
            WriteHeader(output.Reserve(HeaderSize), 0, 0, special, 0);
            output.Commit(HeaderSize);
            return;
        }

        if (number.Count == 0)
        {
            WriteHeader(output.Reserve(HeaderSize), 0, 0, 0, number.Scale);
            output.Commit(HeaderSize);
            return;
        }

        // Groups of four digits are aligned to the decimal point, so the first group may begin with zeros.
        var groupsBeforePoint = (number.Point + 3) >> 2;
        var filled = (groupsBeforePoint << 2) - number.Point;
        var groups = (filled + number.Count + 3) >> 2;
        var size = HeaderSize + (groups * sizeof(short));
        var target = output.Reserve(size);
        WriteHeader(target, groups, groupsBeforePoint - 1, number.IsNegative ? Negative : (ushort)0, number.Scale);
        WriteGroups(target[HeaderSize..size], number.Digits, filled);
        output.Commit(size);
    }

    private static void WriteGroups(Span<byte> target, ReadOnlySpan<byte> digits, int filled)
    {
        var group = 0;
        foreach (var character in digits)
        {
            if (character == '.')
            {
                continue;
            }

            group = (group * 10) + (character - '0');
            if (++filled == 4)
            {
                BinaryPrimitives.WriteInt16BigEndian(target, (short)group);
                target = target[sizeof(short)..];
                (group, filled) = (0, 0);
            }
        }

        if (!target.IsEmpty)
        {
            for (; filled < 4; filled++)
            {
                group *= 10;
            }

            BinaryPrimitives.WriteInt16BigEndian(target, (short)group);
        }
    }

    private static void WriteHeader(Span<byte> target, int groups, int weight, ushort sign, int scale)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)groups);
        BinaryPrimitives.WriteInt16BigEndian(target[2..], (short)weight);
        BinaryPrimitives.WriteUInt16BigEndian(target[4..], sign);
        BinaryPrimitives.WriteInt16BigEndian(target[6..], (short)scale);
    }
}
