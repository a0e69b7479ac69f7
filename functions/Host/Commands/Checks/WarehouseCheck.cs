using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using Npgsql;

namespace CdcFunctions.Host.Commands.Checks;

/// <summary>Logs in to PostgreSQL and asks what the role may do where the configuration needs it.</summary>
internal static class WarehouseCheck
{
    private const string Schemas =
        """
        select wanted.name, n.oid is not null as exists,
               case when n.oid is null then has_database_privilege(current_database(), 'CREATE')
                    else has_schema_privilege(n.oid, 'USAGE') and has_schema_privilege(n.oid, 'CREATE') end as may
        from unnest($1) as wanted(name) left join pg_namespace n on n.nspname = wanted.name
        order by 1
        """;

    private const string ForbiddenTables =
        """
        select format('%I.%I', n.nspname, c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and c.relkind in ('r', 'p')
          and not (has_table_privilege(c.oid, 'SELECT') and has_table_privilege(c.oid, 'INSERT') and has_table_privilege(c.oid, 'UPDATE') and has_table_privilege(c.oid, 'DELETE'))
        order by 1
        """;

    /// <summary>One finding for the login, one for each schema, one for each table that may not be written.</summary>
    public static async Task<IReadOnlyList<ConnectionFinding>> RunAsync(CdcOptions options, CancellationToken cancellation)
    {
        var context = FailureContext.Of(options);
        var subject = $"PostgreSQL {context.Server}/{context.Database}";
        try
        {
            await using var warehouse = Warehouse.Open(options.Postgres, "cdc validate");
            await using var connection = await warehouse.OpenConnectionAsync(cancellation);
            var schemas = options.Sources.Select(source => source.TargetSchema).Append("cdc").Distinct(StringComparer.Ordinal).ToArray();
            return
            [
                new(subject, IsGood: true, $"version {connection.PostgreSqlVersion}, logged in as {context.User}.", Remedy: null),
                .. await SchemasAsync(connection, schemas, context, cancellation),
                .. await TablesAsync(connection, schemas, context, cancellation),
            ];
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException or TimeoutException)
        {
            var diagnosis = Diagnosis.Of(failure, context);
            return [new(subject, IsGood: false, diagnosis.Problem, diagnosis.Remedy)];
        }
    }

    private static async Task<List<ConnectionFinding>> SchemasAsync(NpgsqlConnection connection, string[] schemas, FailureContext context, CancellationToken cancellation)
    {
        var findings = new List<ConnectionFinding>();
        await using var command = new NpgsqlCommand(Schemas, connection) { Parameters = { new() { Value = schemas } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (name, exists, may) = (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
            var grant = exists ? $"GRANT USAGE, CREATE ON SCHEMA \"{name}\" TO \"{context.User}\";" : $"GRANT CREATE ON DATABASE \"{context.Database}\" TO \"{context.User}\";";
            var finding = exists ? "exists" : "will be created";
            findings.Add(new($"schema {name}", may, may ? $"{finding}." : $"{(exists ? "exists, but the role may not use it or create tables in it" : "is missing, and the role may not create it")}.", may ? null : grant));
        }

        return findings;
    }

    private static async Task<List<ConnectionFinding>> TablesAsync(NpgsqlConnection connection, string[] schemas, FailureContext context, CancellationToken cancellation)
    {
        var findings = new List<ConnectionFinding>();
        await using var command = new NpgsqlCommand(ForbiddenTables, connection) { Parameters = { new() { Value = schemas } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var table = reader.GetString(0);
            findings.Add(new($"table {table}", IsGood: false, "exists, but the role may not read and write it.", $"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO \"{context.User}\";"));
        }

        return findings;
    }
}
