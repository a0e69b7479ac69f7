using Npgsql.Internal;

#pragma warning disable NPG9001 // Npgsql's converters are experimental API; the version is pinned and integration tests hold this use.

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Hands the bytes of a <see cref="WireArray"/> to Npgsql in chunks of its write buffer.</summary>
internal sealed class WireArrayConverter : PgStreamingConverter<WireArray>
{
    public override Size GetSize(SizeContext context, WireArray value, ref object? writeState) => Size.Create(value.Size);

    public override void Write(PgWriter writer, WireArray value) => writer.WriteBytes(value.ToWire().Span);

    public override ValueTask WriteAsync(PgWriter writer, WireArray value, CancellationToken cancellationToken = default)
        => writer.WriteBytesAsync(value.ToWire(), cancellationToken);

    public override WireArray Read(PgReader reader) => throw WriteOnly();

    public override ValueTask<WireArray> ReadAsync(PgReader reader, CancellationToken cancellationToken = default) => throw WriteOnly();

    private static NotSupportedException WriteOnly() => new($"{nameof(WireArray)} is for parameters only.");
}
