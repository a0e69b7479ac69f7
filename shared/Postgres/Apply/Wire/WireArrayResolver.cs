using Npgsql.Internal;
using Npgsql.Internal.Postgres;

#pragma warning disable NPG9001 // Npgsql's resolvers are experimental API; the version is pinned and integration tests hold this use.

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Tells Npgsql how to send a <see cref="WireArray"/> under the array type its parameter names.</summary>
internal sealed class WireArrayResolver : IPgTypeInfoResolver
{
    private static readonly WireArrayConverter Converter = new();

    public PgTypeInfo? GetTypeInfo(Type? type, DataTypeName? dataTypeName, PgSerializerOptions options)
        => type == typeof(WireArray) && dataTypeName is { IsArray: true } name
            ? new PgTypeInfo(options, Converter, name) { SupportsReading = false }
            : null;
}
