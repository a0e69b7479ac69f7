using System.Text;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Wire;

public class WireArrayTests
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    public async Task PostgreSQL_reads_the_elements_in_order(int count)
    {
        using var array = new WireArray(WireType.Int64);
        for (var i = 0; i < count; i++)
        {
            array.AppendInt64(i);
        }

        await using var command = (await WireDatabase.RequireAsync()).CreateCommand("select $1::bigint[]");
        command.Parameters.Add(Parameter(array));

        Assert.Equal(Enumerable.Range(0, count).Select(static i => (long)i), (long[]?)await command.ExecuteScalarAsync());
    }

    [SkippableFact]
    public async Task Nulls_stay_nulls()
    {
        using var array = new WireArray(WireType.Text);
        array.AppendNull();
        array.AppendBytes("ž"u8);
        array.AppendBytes([]);

        await using var command = (await WireDatabase.RequireAsync()).CreateCommand("select $1");
        command.Parameters.Add(Parameter(array));

        Assert.Equal<string?[]>([null, "ž", ""], (string?[]?)await command.ExecuteScalarAsync());
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arrays_of_many_megabytes_pass_in_chunks(bool async)
    {
        using var array = new WireArray(WireType.Text);
        var value = Encoding.UTF8.GetBytes(new string('x', 10_000));
        for (var i = 0; i < 4_000; i++)
        {
            array.AppendBytes(value);
        }

        await using var connection = await (await WireDatabase.RequireAsync()).OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select sum(length(v)) from unnest($1) as u(v)", connection);
        command.Parameters.Add(Parameter(array));
#pragma warning disable CA1849, MA0042 // the synchronous road is what is tested
        Assert.Equal(40_000_000L, async ? await command.ExecuteScalarAsync() : command.ExecuteScalar());
#pragma warning restore CA1849, MA0042
    }

    [SkippableFact]
    public async Task A_prepared_batch_sends_new_contents_of_the_same_arrays()
    {
        using var numbers = new WireArray(WireType.Int32);
        using var texts = new WireArray(WireType.Text);
        await using var connection = await (await WireDatabase.RequireAsync()).OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select sum(v) from unnest($1) as u(v)") { Parameters = { Parameter(numbers) } });
        batch.BatchCommands.Add(new("select string_agg(v, ',') from unnest($1) as u(v)") { Parameters = { Parameter(texts) } });
        await batch.PrepareAsync();

        for (var round = 1; round <= 3; round++)
        {
            numbers.Clear(WireType.Int32);
            texts.Clear(WireType.Text);
            numbers.AppendInt32(round);
            numbers.AppendInt32(40);
            texts.AppendBytes(Encoding.UTF8.GetBytes($"round {round}"));
            await using var reader = await batch.ExecuteReaderAsync();
            await reader.ReadAsync();
            Assert.Equal(40L + round, reader.GetInt64(0));
            await reader.NextResultAsync();
            await reader.ReadAsync();
            Assert.Equal($"round {round}", reader.GetString(0));
        }
    }

    [SkippableFact]
    public async Task Automatic_preparation_works_too()
    {
        var settings = new NpgsqlConnectionStringBuilder(await WireDatabase.ConnectionStringAsync()) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 };
        await using var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).UseWireArrays().Build();
        await using var connection = await source.OpenConnectionAsync();
        using var array = new WireArray(WireType.Boolean);
        array.AppendBoolean(true);
        for (var i = 0; i < 5; i++)
        {
            await using var command = new NpgsqlCommand("select v from unnest($1) as u(v)", connection) { Parameters = { Parameter(array) } };
            Assert.Equal(true, await command.ExecuteScalarAsync());
            Assert.Equal(i >= 1, command.IsPrepared);
        }
    }

    [SkippableFact]
    public async Task A_typed_parameter_works_as_well()
    {
        using var array = new WireArray(WireType.Uuid);
        array.AppendNull();
        await using var command = (await WireDatabase.RequireAsync()).CreateCommand("select cardinality($1)");
        command.Parameters.Add(new NpgsqlParameter<WireArray> { TypedValue = array, DataTypeName = "uuid[]" });

        Assert.Equal(1, await command.ExecuteScalarAsync());
    }

    private static NpgsqlParameter Parameter(WireArray array) => new() { Value = array, DataTypeName = array.Type.ArrayName };
}
