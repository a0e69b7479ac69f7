using Npgsql;

#pragma warning disable NPG9001 // Experimental API of Npgsql, used in this folder only.

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Makes a data source understand <see cref="WireArray"/> parameters.</summary>
public static class WireArrayDataSource
{
    /// <summary>Registers the wire form; call it once per builder.</summary>
    public static NpgsqlDataSourceBuilder UseWireArrays(this NpgsqlDataSourceBuilder builder)
    {
        builder.AddTypeInfoResolverFactory(new WireArrayResolverFactory());
        return builder;
    }
}
