using Npgsql.Internal;

#pragma warning disable NPG9001 // Experimental API of Npgsql, used in this folder only.

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Adds <see cref="WireArray"/> parameters to a data source: see <see cref="WireArrayDataSource"/>.</summary>
internal sealed class WireArrayResolverFactory : PgTypeInfoResolverFactory
{
    /// <inheritdoc />
    public override IPgTypeInfoResolver CreateResolver() => new WireArrayResolver();

    /// <inheritdoc />
    public override IPgTypeInfoResolver? CreateArrayResolver() => null;
}
