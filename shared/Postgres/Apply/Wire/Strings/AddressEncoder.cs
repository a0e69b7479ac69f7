using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Addresses, with or without a network length, into <c>inet</c> and <c>cidr</c>.</summary>
internal sealed class AddressEncoder(CellContext context, WireType wire) : CellEncoder(context, wire)
{
    private const int HeaderSize = 4;
    private const byte Version4 = 2;
    private const byte Version6 = 3;

    private readonly bool _isNetwork = wire == WireType.Cidr;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var target = output.Reserve(HeaderSize + AddressText.LargestSize);
        if (!AddressText.TryParse(column.Bytes(row).Trim((byte)' '), target[HeaderSize..], out var size, out var bits))
        {
            return CellFaultKind.BadFormat;
        }

        if (_isNetwork && HasHostBits(target.Slice(HeaderSize, size), bits))
        {
            return CellFaultKind.BadFormat;
        }

        target[0] = size == AddressText.LargestSize ? Version6 : Version4;
        target[1] = (byte)bits;
        target[2] = _isNetwork ? (byte)1 : (byte)0;
        target[3] = (byte)size;
        output.Commit(HeaderSize + size);
        return CellFaultKind.None;
    }

    private static bool HasHostBits(ReadOnlySpan<byte> address, int bits)
    {
        for (var i = 0; i < address.Length; i++)
        {
            var inNetwork = Math.Clamp(bits - (8 * i), 0, 8);
            if ((address[i] & (0xff >> inNetwork)) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
