using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Matrix;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Changes;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Wire;

/// <summary>Ten thousand random values of each kind: PostgreSQL prints the binary form as the encoder for text prints the value.</summary>
public class RandomValueTests
{
    private const int Count = 10_000;

    public static TheoryData<ValueKind, string, string> Kinds => new()
    {
        { ValueKind.Boolean, "bool", "a.v::text = b.v" },
        { ValueKind.Int16, "int2", "a.v::text = b.v" },
        { ValueKind.Int32, "int4", "a.v::text = b.v" },
        { ValueKind.Int64, "int8", "a.v::text = b.v" },
        { ValueKind.Int64, "numeric", "a.v::text = b.v" },
        { ValueKind.Float32, "float4", "a.v = b.v::real" },
        { ValueKind.Float32, "float8", "a.v::real = b.v::real" },
        { ValueKind.Float64, "float8", "a.v = b.v::float8" },
        { ValueKind.Float64, "numeric", "a.v::float8 = b.v::float8" },
        { ValueKind.Decimal, "numeric", "a.v::text = b.v::numeric::text" },
        { ValueKind.Text, "text", "a.v = b.v" },
        { ValueKind.Text, "bpchar", "a.v::text = b.v::bpchar::text" },
        { ValueKind.Bytes, "bytea", "a.v::text = b.v" },
        { ValueKind.Uuid, "uuid", "a.v::text = b.v" },
        { ValueKind.Inet, "inet", "a.v = b.v::inet" },
        { ValueKind.Date, "date", "a.v::text = b.v" },
        { ValueKind.Time, "time", "a.v::text = b.v" },
        { ValueKind.Timestamp, "timestamp", "a.v::text = b.v" },
        { ValueKind.TimestampTz, "timestamptz", "a.v::text = b.v" },
        { ValueKind.Interval, "interval", "a.v::text = b.v" },
        { ValueKind.Json, "jsonb", "a.v = b.v::jsonb" },
    };

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task Ten_thousand_values_agree_with_their_text(ValueKind kind, string type, string agrees)
    {
        const int Seed = 20_260_820;
        var random = new Random(Seed);
        using var changes = PlainCells.Of(kind, [.. Enumerable.Range(0, Count).Select(_ => Value(kind, random))]);
        using var own = Encode(changes, kind, type, out var wire);
        using var text = Encode(changes, kind, "text", out _);

        await using var connection = await (await WireDatabase.RequireAsync()).OpenConnectionAsync();
        await using var zone = new NpgsqlCommand("set timezone = 'UTC'", connection);
        await zone.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(
            $"""
            select count(*), min(b.v) filter (where ({agrees}) is not true)
            from unnest($1::{wire.ArrayName}) with ordinality a(v, n) join unnest($2::text[]) with ordinality b(v, n) using (n)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = own, DataTypeName = wire.ArrayName });
        command.Parameters.Add(new NpgsqlParameter { Value = text, DataTypeName = "text[]" });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Equal(Count, reader.GetInt64(0));
        Assert.True(await reader.IsDBNullAsync(1), $"seed {Seed}: {(await reader.IsDBNullAsync(1) ? "" : reader.GetString(1))} differs");
    }

    private static WireArray Encode(TableChanges changes, ValueKind kind, string type, out WireType wire)
    {
        var column = new TargetColumn { Name = "v", Type = new PgType { Oid = 1, Schema = "pg_catalog", Name = type, Display = type } };
        var encoder = ConversionMatrix.Find(kind, column.Type)!.Create(new CellContext(kind, column, 15));
        var array = new WireArray(wire = encoder.Wire);
        var faults = new List<CellFault>();
        encoder.AppendRows(changes.Columns[0], Enumerable.Range(0, Count).ToArray(), array, faults);
        Assert.Empty(faults);
        return array;
    }

    private static object Value(ValueKind kind, Random random) => kind switch
    {
        ValueKind.Boolean => random.Next(2) == 1,
        ValueKind.Int16 => random.Next(short.MinValue, short.MaxValue + 1),
        ValueKind.Int32 => random.Next(int.MinValue, int.MaxValue) >> random.Next(31),
        ValueKind.Int64 => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(63),
        ValueKind.Float32 => Finite(() => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))),
        ValueKind.Float64 => Finite(() => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
        ValueKind.Decimal => Decimal(random),
        ValueKind.Text => Text(random),
        ValueKind.Bytes => Bytes(random, random.Next(40)),
        ValueKind.Uuid => Bytes(random, 16),
        ValueKind.Inet => new System.Net.IPAddress(Sparse(Bytes(random, random.Next(2) == 0 ? 4 : 16), random)).ToString(),
        ValueKind.Date => random.Next(-2_440_588, random.Next(2) == 0 ? 100_000 : 2_145_042_906),
        ValueKind.Time => random.NextInt64(86_400_000_001) / (long)Math.Pow(10, random.Next(7)),
        ValueKind.Timestamp or ValueKind.TimestampTz => random.NextInt64(-210_866_803_200_000_000, random.Next(2) == 0 ? 253_402_300_800_000_000 : long.MaxValue) / 1_000_000 * 1_000_000 + (random.Next(2) * random.Next(1_000_000)),
        ValueKind.Interval => CreatedTypeTests.Interval(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(20, 63), random.Next(3) == 0 ? 0 : random.Next(int.MinValue, int.MaxValue), random.Next(3) == 0 ? 0 : random.Next(-100_000, 100_000)),
        ValueKind.Json => $"{{\"n\": {Decimal(random)}, \"t\": {System.Text.Json.JsonSerializer.Serialize(Text(random))}, \"a\": [true, null, -0, {random.Next()}]}}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static object Finite<T>(Func<T> draw)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        while (true)
        {
            if (draw() is var number && T.IsFinite(number))
            {
                return number;
            }
        }
    }

    private static string Decimal(Random random)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "-" : "");
        text.Append(random.Next(1, 10));
        Digits(text, random, random.Next(random.Next(2, 120)));
        if (random.Next(3) > 0)
        {
            text.Append('.');
            Digits(text, random, random.Next(1, 60));
        }

        return random.Next(4) > 0 ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"E{random.Next(-60, 60):+0;-0}").ToString();
    }

    private static void Digits(StringBuilder text, Random random, int count)
    {
        for (; count > 0; count--)
        {
            text.Append(random.Next(3) == 0 ? '0' : (char)('0' + random.Next(10)));
        }
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(30); length > 0; length--)
        {
            text.Append(random.Next(4) switch
            {
                0 => ((Rune)random.Next(1, 0x80)).ToString(),
                1 => ((Rune)random.Next(0x80, 0xd800)).ToString(),
                2 => ((Rune)random.Next(0x10000, 0x110000)).ToString(),
                _ => "\"\\'{},"[random.Next(6)].ToString(),
            });
        }

        return text.ToString();
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    // Zero groups, so that "::" stands in every place.
    private static byte[] Sparse(byte[] address, Random random)
    {
        for (var i = 0; i + 1 < address.Length; i += 2)
        {
            if (random.Next(2) == 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(i), (ushort)random.Next(2));
            }
        }

        return address;
    }
}
