using System.Reflection;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.Schema;

/// <summary>Creates and updates the schema <c>cdc</c>.</summary>
public static class BookkeepingSchema
{
    private const string Prefix = "CdcFunctions.Postgres.Schema.Migrations.";

    // Two hosts that start together must not migrate together.
    private const long MigrationLock = 0x6364635f6d696772;

    /// <summary>Names of all migrations in order.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
        [.. Resources.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static Assembly Resources => typeof(BookkeepingSchema).Assembly;

    /// <summary>Applies what is missing, in one transaction, and returns the names applied now.</summary>
    /// <exception cref="PostgresException">42501 when the role may not create the schema.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(NpgsqlDataSource warehouse, CancellationToken cancellation)
    {
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        if (await IsCurrentAsync(connection, cancellation))
        {
            return [];
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(Command("select pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock }, cancellation));
        await connection.ExecuteAsync(Command(BookkeepingSql.CreateSchema, null, cancellation));
        var known = (await connection.QueryAsync<string>(Command(BookkeepingSql.Applied, null, cancellation))).ToHashSet(StringComparer.Ordinal);
        var applied = new List<string>();
        foreach (var resource in Migrations)
        {
            var name = resource[Prefix.Length..];
            if (known.Add(name))
            {
                await connection.ExecuteAsync(Command(await ReadAsync(resource, cancellation), null, cancellation)).ConfigureAwait(false);
                await connection.ExecuteAsync(Command(BookkeepingSql.Record, new { name }, cancellation));
                applied.Add(name);
            }
        }

        await transaction.CommitAsync(cancellation);
        return applied;
    }

    private static async Task<bool> IsCurrentAsync(NpgsqlConnection connection, CancellationToken cancellation)
        => await connection.ExecuteScalarAsync<bool>(Command(BookkeepingSql.Exists, null, cancellation))
            && await connection.ExecuteScalarAsync<int>(Command(BookkeepingSql.Count, null, cancellation)) >= Migrations.Count;

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellation)
        => new(sql, parameters, cancellationToken: cancellation);

    private static async Task<string> ReadAsync(string resource, CancellationToken cancellation)
    {
        using var reader = new StreamReader(Resources.GetManifestResourceStream(resource)!);
        return await reader.ReadToEndAsync(cancellation);
    }
}
