using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Postgres.Cells;
using Npgsql;
using static CdcFunctions.Unit.Postgres.Cells.CellEvent;

namespace CdcFunctions.Integration.Postgres.Cells;

/// <summary>Dead letters of tables that are merged cell by cell.</summary>
public sealed class CellReplayTests
{
    [SkippableFact]
    public async Task A_replayed_letter_gives_its_cells_and_takes_nothing_from_newer_ones()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await ParkedAsync(database);
        await scene.ApplyAsync(Update(300, 1, ("b", "newer")));
        await database.ExecuteAsync("alter table cells.t drop constraint small");

        Assert.Equal(ReplayOutcome.Applied, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal(CellOracle.Rows([Insert(100, 1, ("a", 1), ("b", "x")), Update(200, 1, ("a", 500), ("b", "old")), Update(300, 1, ("b", "newer"))]), await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_replay_is_refused_too_when_another_replica_has_added_a_column_since()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = await ParkedAsync(database);
        await database.ExecuteAsync(
            """
            alter table cells.t drop constraint small;
            create or replace function cdc.require_columns(p_tables oid[], p_counts integer[]) returns void language plpgsql as $$ begin raise exception 'changed' using errcode = 'CD003'; end $$
            """);

        Assert.Equal("CD003", (await Assert.ThrowsAsync<PostgresException>(() => scene.ReplayAsync())).SqlState);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where status = 'pending'"));
    }

    private static async Task<CellScene> ParkedAsync(TestDatabase database)
    {
        var scene = new CellScene(database);
        await scene.ApplyAsync(Insert(100, 1, ("a", 1), ("b", "x")));
        await database.ExecuteAsync("alter table cells.t add constraint small check (a < 100)");
        await scene.ApplyAsync(Update(200, 1, ("a", 500), ("b", "old")));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
        return scene;
    }
}
