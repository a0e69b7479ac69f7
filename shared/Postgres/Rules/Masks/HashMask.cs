using System.Security.Cryptography;

namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>HMAC-SHA-256 of the value in lower-case hexadecimal: equal values are equal in every column and table, so that they can still be joined.</summary>
internal sealed class HashMask(byte[] salt) : Mask
{
    public override int Largest(int plainBytes) => 2 * HMACSHA256.HashSizeInBytes;

    public override int Write(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, plain, hash);
        Convert.TryToHexStringLower(hash, target, out var written);
        return written;
    }
}
