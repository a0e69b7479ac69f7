using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Wire;

/// <summary>One database for the tests of wire form and catalog: each works in a schema or in statements of its own.</summary>
internal static class WireDatabase
{
    private static readonly Lazy<Task<TestDatabase>> Database = new(TestPostgres.CreateDatabaseAsync);

    /// <summary>The database as the product opens it.</summary>
    /// <exception cref="SkipException">The machine has neither a server nor its programs.</exception>
    public static async Task<NpgsqlDataSource> RequireAsync() => (await Database.Value).Warehouse;

    /// <summary>Its connection string.</summary>
    public static async Task<string> ConnectionStringAsync() => (await Database.Value).ConnectionString;
}
