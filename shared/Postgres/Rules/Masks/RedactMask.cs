namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>The same fixed text for every value.</summary>
internal sealed class RedactMask : Mask
{
    /// <summary>The text.</summary>
    public static ReadOnlySpan<byte> Text => "[redacted]"u8;

    public override int Largest(int plainBytes) => Text.Length;

    public override int Write(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Text.CopyTo(target);
        return Text.Length;
    }
}
