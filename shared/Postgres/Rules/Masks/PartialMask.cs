namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>A star for every character but the last four; a value of up to eight characters is hidden whole.</summary>
internal sealed class PartialMask : Mask
{
    private const int Shown = 4;
    private const int LongestHidden = 8;

    public override int Largest(int plainBytes) => plainBytes;

    public override int Write(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        var characters = 0;
        foreach (var part in plain)
        {
            characters += IsStart(part) ? 1 : 0;
        }

        var hidden = characters > LongestHidden ? characters - Shown : characters;
        target[..hidden].Fill((byte)'*');
        if (hidden == characters)
        {
            return hidden;
        }

        var at = plain.Length;
        for (var shown = 0; shown < Shown; shown++)
        {
            do
            {
                at--;
            }
            while (!IsStart(plain[at]));
        }

        plain[at..].CopyTo(target[hidden..]);
        return hidden + plain.Length - at;
    }

    private static bool IsStart(byte part) => (part & 0xC0) != 0x80;
}
