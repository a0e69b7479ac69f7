using System.Buffers.Binary;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Unit.Postgres.Cells;

public sealed class RowClockCodecTests
{
    private const long Now = 1_795_244_792_248_151;

    private static readonly int[] Columns = [3, 4, 7, 130];

    [Fact]
    public void Random_rows_come_back_as_they_were()
    {
        using var arena = new ByteArena();
        for (var seed = 1; seed <= 5_000; seed++)
        {
            var random = new Random(seed);
            var row = Row(random);
            var reference = row.Newest();

            var word = RowClockCodec.Encode(row, reference, Columns, arena);
            var back = Blank(row);
            RowClockCodec.Decode(word < 0 ? default : arena.Read(word), reference, Columns, back);

            Assert.True(row.Marker == back.Marker, $"seed {seed}");
            Assert.All(Columns, c => Assert.True(row[c] == back[c], $"seed {seed}, column {c}: {row[c]} became {back[c]}"));
        }
    }

    [Fact]
    public void One_newer_cell_of_a_wide_row_costs_a_few_bytes()
    {
        using var arena = new ByteArena();
        var columns = Enumerable.Range(3, 40).ToArray();
        var row = Plain(columns, Now);
        row[20] = new CellClock(Now + 1_000_000, 0, false);

        Assert.InRange(arena.Read(RowClockCodec.Encode(row, Now + 1_000_000, columns, arena)).Length, 4, 10);
    }

    [Fact]
    public void A_column_added_later_is_not_taken_for_deleted()
    {
        using var arena = new ByteArena();
        var row = Plain([3], Now);
        row[4] = new CellClock(Now, 0, true);
        var word = RowClockCodec.Encode(row, Now, [3, 4], arena);

        var back = new RowClock();
        back.Clear(5);
        back[3] = new CellClock(WriteTime.None, 0, false);
        RowClockCodec.Decode(arena.Read(word), Now, [3, 4, 5], back);

        Assert.True(back[4].IsWritten);
        Assert.False(back[5].IsWritten);
    }

    [Fact]
    public void Times_of_columns_this_process_does_not_know_yet_are_kept()
    {
        using var arena = new ByteArena();
        var row = Plain([3, 9], Now);
        row[9] = new CellClock(Now + 5, 0, false);
        var first = RowClockCodec.Encode(row, Now + 5, [3, 9], arena);

        var stale = new RowClock();
        stale.Clear(3);
        stale[3] = new CellClock(WriteTime.None, 0, false);
        RowClockCodec.Decode(arena.Read(first), Now + 5, [3], stale);
        var second = RowClockCodec.Encode(stale, Now + 5, [3], arena);
        var back = Blank(row);
        RowClockCodec.Decode(arena.Read(second), Now + 5, [3, 9], back);

        Assert.Equal(row[9], back[9]);
    }

    [Fact]
    public void The_earliest_expiry_stands_at_a_fixed_place()
    {
        using var arena = new ByteArena();
        var row = Plain([3, 4, 7], Now);
        row[4] = new CellClock(Now, Now + 900, false);
        row[7] = new CellClock(Now, Now + 300, false);

        var bytes = arena.Read(RowClockCodec.Encode(row, Now, [3, 4, 7], arena));

        Assert.True(((RowClockFlags)bytes[0]).HasFlag(RowClockFlags.Expires));
        Assert.Equal(Now + 300, BinaryPrimitives.ReadInt64BigEndian(bytes[1..]));
    }

    [Fact]
    public void What_has_expired_is_not_due_again()
    {
        using var arena = new ByteArena();
        var row = Plain([3, 4], Now);
        row.Marker = new CellClock(Now, Now + 100, false);
        row[4] = new CellClock(Now, Now + 300, false);
        row.Expire(Now + 200);

        var bytes = arena.Read(RowClockCodec.Encode(row, Now, [3, 4], arena));

        Assert.Equal(Now + 300, BinaryPrimitives.ReadInt64BigEndian(bytes[1..]));
        row.Expire(Now + 300);
        Assert.False(RowClockCodec.Expires(arena.Read(RowClockCodec.Encode(row, Now, [3, 4], arena))));
    }

    private static RowClock Plain(int[] columns, long time)
    {
        var row = new RowClock();
        row.Clear(columns.Max());
        row.Marker = new CellClock(time, 0, false);
        foreach (var column in columns)
        {
            row.Reach(column);
            row[column] = new CellClock(time, 0, false);
        }

        return row;
    }

    private static RowClock Row(Random random)
    {
        var row = new RowClock();
        row.Clear(130);
        row.Marker = random.Next(3) == 0 ? CellClock.Unwritten : new CellClock(Time(random), random.Next(4) == 0 ? Now * 2 : 0, false);
        row.Marker = random.Next(2) == 0 ? row.Marker.ExpiredBy(Now * 2) : row.Marker;
        foreach (var column in Columns)
        {
            row[column] = random.Next(4) == 0 ? CellClock.Unwritten : new CellClock(Time(random), random.Next(5) == 0 ? Now + random.Next() : 0, random.Next(3) == 0);
        }

        return row;
    }

    private static long Time(Random random) => random.Next(5) switch
    {
        0 => Now + random.Next(10_000_000),
        1 => WriteTime.None + Now,
        2 => -random.Next(1000),
        _ => Now,
    };

    // A reader knows from the table which cells are NULL.
    private static RowClock Blank(RowClock row)
    {
        var blank = new RowClock();
        blank.Clear(row.Highest);
        for (var number = 1; number <= row.Highest; number++)
        {
            blank[number] = new CellClock(WriteTime.None, 0, row[number].IsNull);
        }

        return blank;
    }
}
