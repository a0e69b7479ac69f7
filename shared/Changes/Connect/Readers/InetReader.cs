using System.Net;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Addresses; Debezium's Cassandra connector prints Java's <c>host/address</c>, of which the address is kept.</summary>
internal sealed class InetReader(ColumnType type) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            return ReadOutcome.BadValue;
        }

        var address = WithoutHost(scratch.Text(ref reader));
        if (!IPAddress.TryParse(address, out _))
        {
            return ReadOutcome.BadValue;
        }

        word = arena.Append(address);
        return ReadOutcome.Done;
    }

    /// <summary>What stands after the slash, or all of it.</summary>
    public static ReadOnlySpan<byte> WithoutHost(ReadOnlySpan<byte> text) => text[(text.LastIndexOf((byte)'/') + 1)..];
}
