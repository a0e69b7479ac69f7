using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>Tables that a person made beforehand, with other suitable types than the created ones, and views that show their values in the created types again.</summary>
/// <param name="database">Where.</param>
/// <param name="model">Schema with the created tables.</param>
/// <param name="choice">Type for a column that is created as the first type; true for a key.</param>
internal sealed class OtherTypes(TestDatabase database, string model, Func<string, bool, string> choice)
{
    private const string Columns = """
        select c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), coalesce(a.attnum = any(i.indkey), false)
        from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.relnamespace = @model::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by 1, a.attnum
        """;

    private readonly List<(string Table, string Name, string Type, string Other)> _columns = [];

    /// <summary>Makes the tables, empty and without bookkeeping columns; returns how many columns have another type.</summary>
    public async Task<int> CreateAsync(string schema)
    {
        var (statements, tables) = (new List<string> { $"create schema \"{schema}\"" }, new HashSet<string>(StringComparer.Ordinal));
        foreach (var (table, name, type, isKey) in await ReadAsync())
        {
            if (tables.Add(table))
            {
                statements.Add($"create table \"{schema}\".\"{table}\" (like \"{model}\".\"{table}\" including indexes)");
            }

            if (name.StartsWith("_cdc_", StringComparison.Ordinal))
            {
                statements.Add($"alter table \"{schema}\".\"{table}\" drop column \"{name}\"");
                continue;
            }

            var other = type == "jsonb" && choice(type, isKey) != "text" && await ArrayAsync(table, name) is { } array ? array : choice(type, isKey);
            _columns.Add((table, name, type, other));
            statements.Add($"alter table \"{schema}\".\"{table}\" alter column \"{name}\" type {other} using null");
        }

        await database.ExecuteAsync(string.Join(";\n", statements));
        return _columns.Count(column => column.Type != column.Other);
    }

    /// <summary>Makes a schema with a view of each table.</summary>
    public Task ShowAsync(string schema, string views)
        => database.ExecuteAsync($"create schema \"{views}\";\n" + string.Join(";\n", _columns.GroupBy(column => column.Table).Select(table =>
            $"create view \"{views}\".\"{table.Key}\" as select {string.Join(", ", table.Select(column => $"{Back($"\"{column.Name}\"", column.Type, column.Other)} as \"{column.Name}\""))} from \"{schema}\".\"{table.Key}\"")));

    // As PostgreSQL casts: nothing of this project's own reading takes part.
    private static string Back(string name, string type, string other) => (type.Split('(')[0], other) switch
    {
        ("uuid", "bytea") => $"encode({name}, 'hex')::uuid",
        ("jsonb", "text[]" or "numeric[]") => $"to_jsonb({name})",
        ("date", "timestamp with time zone") => $"({name} at time zone 'UTC')::date",
        ("timestamp without time zone", "timestamp with time zone") or ("timestamp with time zone", "timestamp without time zone") => $"{name} at time zone 'UTC'",
        _ => $"{name}::{type}",
    };

    private async Task<string?> ArrayAsync(string table, string column)
        => await database.ScalarAsync<string>($"""
            select case when bool_and(jsonb_typeof(v) = 'array') and count(e) filter (where jsonb_typeof(e) not in ('string', 'number')) = 0 and count(distinct jsonb_typeof(e)) = 1
                then min(case jsonb_typeof(e) when 'string' then 'text[]' when 'number' then 'numeric[]' end) else '' end
            from (select "{column}" as v from "{model}"."{table}" where "{column}" is not null) as t
            left join lateral jsonb_array_elements(case jsonb_typeof(v) when 'array' then v else '[]' end) as e on true
            """) is { Length: > 0 } array ? array : null;

    private async Task<List<(string Table, string Name, string Type, bool IsKey)>> ReadAsync()
    {
        await using var command = database.Warehouse.CreateCommand(Columns);
        command.Parameters.Add(new NpgsqlParameter<string>("model", model));
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(string, string, string, bool)>();
        while (await reader.ReadAsync())
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        }

        return columns;
    }
}
