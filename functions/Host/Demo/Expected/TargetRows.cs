using Npgsql;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Reads a target table as text, in spellings that do not depend on the server's settings.</summary>
internal static class TargetRows
{
    private const string Settings = """
        SET LOCAL datestyle = 'ISO, YMD';
        SET LOCAL intervalstyle = 'iso_8601';
        SET LOCAL timezone = 'UTC';
        SET LOCAL bytea_output = 'hex';
        SET LOCAL extra_float_digits = 1
        """;

    private const string Columns = """
        SELECT a.attname::text
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = @schema AND c.relname = @table AND a.attnum > 0 AND NOT a.attisdropped
        """;

    /// <summary>The rows, each as column → text; null when the table is not there. Softly deleted rows do not count.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>?> ReadAsync(
        NpgsqlDataSource database, string schema, string table, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        string[] names = [.. (await RowsAsync(connection, Columns, ["column"], cancellation, ("schema", schema), ("table", table))).Select(row => row["column"]!)];
        if (names.Length == 0)
        {
            return null;
        }

        var select = $"SELECT {string.Join(", ", names.Select(name => $"{Quote(name)}::text"))} FROM {Quote(schema)}.{Quote(table)}"
            + (names.Contains("_cdc_deleted", StringComparer.Ordinal) ? " WHERE _cdc_deleted IS NOT TRUE" : "");
        await RowsAsync(connection, Settings, [], cancellation);
        return await RowsAsync(connection, select, names, cancellation);
    }

    private static async Task<List<Dictionary<string, string?>>> RowsAsync(
        NpgsqlConnection connection, string sql, string[] names, CancellationToken cancellation, params (string Name, string Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Dictionary<string, string?>>();
        while (await reader.ReadAsync(cancellation))
        {
            var row = new Dictionary<string, string?>(StringComparer.Ordinal);
            for (var place = 0; place < names.Length; place++)
            {
                row[names[place]] = reader.IsDBNull(place) ? null : reader.GetString(place);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
