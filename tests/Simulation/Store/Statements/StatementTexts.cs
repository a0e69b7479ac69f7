using System.Text.RegularExpressions;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Simulation.Store.Statements.Stage;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Understands the texts that the product sends. One it does not know fails loudly: then the model must learn it.</summary>
internal static partial class StatementTexts
{
    private static readonly (string Start, string? Mark, Func<string, string, IStatement> Make)[] Known =
    [
        ("insert into ", "\nwhere not ((select exists", (table, sql) => new UpsertStatement(table, sql)),
        ("insert into ", null, (table, sql) => new CellUpsertStatement(table, sql)),
        ("with i as ", "newer as (", (table, sql) => new DeleteStatement(table, sql)),
        ("with i as ", "u as (update ", (table, sql) => new UpsertStatement(table, sql)),
        ("update ", "get_bit(", (table, sql) => new CellClearStatement(table, sql)),
        ("update ", "_cdc_deleted = true", (table, sql) => new CellRemoveStatement(table, sql)),
        ("update ", null, (table, sql) => new CellUpsertStatement(table, sql)),
        ("delete from ", null, (table, sql) => new CellRemoveStatement(table, sql)),
        ("select i.n, coalesce(f.found", null, (table, sql) => new LoadRowsStatement(table, sql)),
        ("select i.n, true", null, (table, sql) => new LoadPartitionsStatement(table, sql)),
        ("select i.g, s.*", null, (table, sql) => new TiesStatement(table, sql)),
    ];

    public static IStatement Parse(string sql) => sql switch
    {
        CheckpointSql.Advance or CheckpointSql.AdvanceDeferred or CheckpointSql.AdvanceUnchanged => new AdvanceStatement(),
        DeadLetterSql.Insert => new LetterStatement(sql),
        CellBookkeepingSql.Tombstones => new CellTombstoneStatement(),
        CellBookkeepingSql.Ranges => new RangeStatement(),
        CellLoadSql.Ranges => new LoadRangesStatement(),
        StageSql.Add => new StageAddStatement(),
        StageSql.Remove => new StageRemoveStatement(),
        StageSql.Load => new StageLoadStatement(),
        StageSql.NextChunk => new StageChunkStatement(),
        StageSql.Advance => new ProgressAdvanceStatement(),
        StageSql.Newest => new ProgressReadStatement(),
        ParkedSql.Add => new ParkAddStatement(),
        ParkedSql.Find => new ParkFindStatement(),
        StagedRelease.Lock => new TableLockStatement(),
        "select 1" => new ConstantStatement(),
        _ => ParseOther(sql),
    };

    /// <summary>Names in a list, without quotes.</summary>
    public static string[] Names(string list) => [.. list.Split(", ").Select(Unquoted)];

    public static string Unquoted(string name) => name.Trim().Trim('"');

    /// <summary>Columns that the condition <c>t.k = i.cN</c> compares.</summary>
    public static (string Name, string Input)[] Key(string sql)
        => [.. KeyPart().Matches(sql).Select(match => (Unquoted(match.Groups["name"].Value), match.Groups["input"].Value[2..])).Distinct()];

    private static IStatement ParseOther(string sql)
    {
        var table = Table().Match(sql);
        foreach (var (start, mark, make) in Known)
        {
            if (table.Success && sql.StartsWith(start, StringComparison.Ordinal) && (mark is null || sql.Contains(mark, StringComparison.Ordinal)))
            {
                return make(table.Groups["table"].Value, sql);
            }
        }

        throw new InvalidOperationException($"The simulated store does not understand this statement; teach it in tests/Simulation/Store/Statements:\n{sql}");
    }

    [GeneratedRegex("""(insert into|update|delete from|from) (?<table>"\w+"\."\w+") as t""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Table();

    [GeneratedRegex("""t\.(?<name>"\w+") = (?<input>i\.c\d+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyPart();
}
