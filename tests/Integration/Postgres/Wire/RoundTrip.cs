using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Matrix;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Changes;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Wire;

/// <summary>Sends values into a real column, through the catalog and the matrix, and reads back what PostgreSQL prints.</summary>
internal static class RoundTrip
{
    public static async Task<(string?[] Stored, IReadOnlyList<CellFault> Faults, long Rounded)> RunAsync(string type, ValueKind kind, params object?[] values)
        => await RunAsync("", type, kind, values);

    public static async Task<(string?[] Stored, IReadOnlyList<CellFault> Faults, long Rounded)> RunAsync(string before, string type, ValueKind kind, params object?[] values)
    {
        await using var connection = await (await WireDatabase.RequireAsync()).OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var name = new TargetTableName("wire_" + Guid.NewGuid().ToString("N"), "t");
        await RunAsync(connection, $"create schema {name.Schema}; set local search_path = {name.Schema}; set local timezone = 'Asia/Tokyo'; {before}; create table t (n serial, v {type})");

        var target = (await TableCatalog.LoadAsync(connection, name, default))!.Find("v")!;
        var encoder = ConversionMatrix.Find(kind, target.Type)!.Create(new CellContext(kind, target, connection.PostgreSqlVersion.Major));
        using var changes = PlainCells.Of(kind, values);
        using var array = new WireArray(encoder.Wire);
        var faults = new List<CellFault>();
        encoder.AppendRows(changes.Columns[0], Enumerable.Range(0, values.Length).ToArray(), array, faults);

        await using var insert = new NpgsqlCommand($"insert into t (v) select {encoder.ToSql("u.v")} from unnest($1::{encoder.Wire.ArrayName}) with ordinality as u(v, n) order by u.n", connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = array, DataTypeName = encoder.Wire.ArrayName });
        await insert.ExecuteNonQueryAsync();

        var stored = new List<string?>();
        await using var select = new NpgsqlCommand("select v::text from t order by n", connection);
        await using var reader = await select.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            stored.Add(await reader.IsDBNullAsync(0) ? null : reader.GetString(0));
        }

        return ([.. stored], faults, array.RoundedValues);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
