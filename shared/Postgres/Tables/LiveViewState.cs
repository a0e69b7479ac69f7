namespace CdcFunctions.Postgres.Tables;

/// <summary>What stands under the name of a view, as <see cref="LiveViewSql.State"/> returns it.</summary>
internal sealed record LiveViewState
{
    public string Kind { get; init; } = "";

    public string? Comment { get; init; }

    public string[] Columns { get; init; } = [];

    /// <summary>True for a view that this project made for the table.</summary>
    public bool IsOurs(TargetTable table) => string.Equals(Kind, "v", StringComparison.Ordinal) && string.Equals(Comment, LiveView.Comment(table), StringComparison.Ordinal);

    /// <summary>True when it has the table's columns.</summary>
    public bool IsCurrent(TargetTable table) => Columns.SequenceEqual(LiveView.Columns(table), StringComparer.Ordinal);
}
