using System.Security.Cryptography;
using System.Text;

namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>A token of 128 bits that stands for the value in one column only: the same value in another column has another token.</summary>
internal sealed class TokenMask : Mask
{
    /// <summary>Bytes of a token before it is written as text.</summary>
    public const int Size = 16;

    private const int Characters = 26;
    private static readonly byte[] Alphabet = "abcdefghijklmnopqrstuvwxyz234567"u8.ToArray();

    private readonly byte[] _key;

    /// <summary>Tokens of one column.</summary>
    /// <param name="salt">The secret.</param>
    /// <param name="column">Full name of the column: source, table, column.</param>
    public TokenMask(byte[] salt, string column) => _key = HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(column));

    private static ReadOnlySpan<byte> Prefix => "tok_"u8;

    public override int Largest(int plainBytes) => Prefix.Length + Characters;

    public override int Write(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> token = stackalloc byte[Size];
        WriteBytes(plain, token);
        Prefix.CopyTo(target);
        var (bits, held) = (0, 0);
        var at = Prefix.Length;
        foreach (var part in token)
        {
            (bits, held) = ((bits << 8) | part, held + 8);
            while (held >= 5)
            {
                held -= 5;
                target[at++] = Alphabet[(bits >> held) & 31];
            }

            bits &= (1 << held) - 1;
        }

        target[at++] = Alphabet[(bits << (5 - held)) & 31];
        return at;
    }

    /// <summary>The token's bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> plain, Span<byte> token)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, plain, hash);
        hash[..Size].CopyTo(token);
    }

    /// <summary>The token as a UUID of version 8, for columns that are UUIDs; 122 bits remain.</summary>
    public void WriteUuid(ReadOnlySpan<byte> plain, Span<byte> uuid)
    {
        WriteBytes(plain, uuid);
        uuid[6] = (byte)((uuid[6] & 0x0f) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3f) | 0x80);
    }
}
