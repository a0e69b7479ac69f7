using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>One event of a test history over the table (p int, c int, s text desc; a int, b text, n int, x int).</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Time">Write time.</param>
/// <param name="P">Partition key.</param>
/// <param name="C">First clustering column.</param>
/// <param name="S">Second clustering column, descending.</param>
internal sealed record CellEvent(ChangeKind Kind, long Time, int P, int C = 0, string S = "")
{
    public static readonly string[] ValueColumns = ["a", "b", "n", "x"];

    /// <summary>Touched columns: null, a number, or a text for <c>b</c>.</summary>
    public IReadOnlyList<(string Column, object? Value)> Cells { get; init; } = [];

    public long Expiry { get; init; }

    public bool IsSnapshot { get; init; }

    public TestBound From { get; init; } = new(true, null, null);

    public TestBound To { get; init; } = new(true, null, null);

    public static CellEvent Insert(long time, int c, params (string, object?)[] cells) => new(ChangeKind.Insert, time, 1, c, "k") { Cells = cells };

    public static CellEvent Update(long time, int c, params (string, object?)[] cells) => new(ChangeKind.Update, time, 1, c, "k") { Cells = cells };

    public static CellEvent Delete(long time, int c) => new(ChangeKind.Delete, time, 1, c, "k");

    public static CellEvent DeletePartition(long time) => new(ChangeKind.PartitionDelete, time, 1);

    public static CellEvent DeleteRange(long time, TestBound from, TestBound to) => new(ChangeKind.RangeDelete, time, 1) { From = from, To = to };

    public override string ToString()
        => $"{Kind} @{Time}{(IsSnapshot ? " snapshot" : "")} ({P},{C},{S}) {string.Join(", ", Cells.Select(c => $"{c.Column}={c.Value ?? "null"}"))}"
            + $"{(Expiry == 0 ? "" : $" expires {Expiry}")}{(Kind == ChangeKind.RangeDelete ? $" {From} .. {To}" : "")}";
}

/// <summary>An end of a range: no column, one, or both.</summary>
internal sealed record TestBound(bool IsInclusive, int? C, string? S);
