namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>Replaces a value's text by one that hides it.</summary>
/// <remarks>Thread-safe. The same value always gives the same result.</remarks>
internal abstract class Mask
{
    /// <summary>Room that is enough for the result.</summary>
    /// <param name="plainBytes">Size of the value's UTF-8 text.</param>
    public abstract int Largest(int plainBytes);

    /// <summary>Writes the result as UTF-8 and returns its length.</summary>
    /// <param name="plain">UTF-8 text of the value, as PostgreSQL prints it.</param>
    /// <param name="target">At least <see cref="Largest"/> bytes.</param>
    public abstract int Write(ReadOnlySpan<byte> plain, Span<byte> target);
}
