namespace CdcFunctions.Postgres.Tables;

/// <summary>The columns that every target table carries beside the source's.</summary>
public static class BookkeepingColumns
{
    /// <summary>What all of them begin with; a source column must not.</summary>
    public const string Prefix = "_cdc_";

    /// <summary>First half of the row version, <c>bigint</c>.</summary>
    public const string Version = "_cdc_version";

    /// <summary>Second half of the row version, <c>bigint</c>.</summary>
    public const string Sequence = "_cdc_sequence";

    /// <summary>When the source made the change, <c>timestamptz</c>.</summary>
    public const string SourceTime = "_cdc_source_ts";

    /// <summary>When the row was written here, <c>timestamptz</c>.</summary>
    public const string AppliedAt = "_cdc_applied_at";

    /// <summary>Where deletes are soft: true for a deleted row, <c>boolean</c>.</summary>
    public const string Deleted = "_cdc_deleted";

    /// <summary>Where staleness is flagged: true when the newest change of the row was stale as it came, <c>boolean</c>.</summary>
    public const string Stale = "_cdc_stale";

    /// <summary>Where cells have times of their own: the times, <c>bytea</c>; NULL in a row whose cells share its version.</summary>
    public const string Cells = "_cdc_cells";

    /// <summary>Name and definition of each, in order; the defaults let them be added to a table that has rows.</summary>
    internal static IReadOnlyList<(string Name, string Definition)> Definitions(bool softDeletes, bool cellTimes, bool staleFlags = false)
    {
        List<(string Name, string Definition)> columns =
        [
            (Version, "bigint not null default 0"),
            (Sequence, "bigint not null default 0"),
            (SourceTime, "timestamptz"),
            (AppliedAt, "timestamptz"),
        ];
        if (softDeletes)
        {
            columns.Add((Deleted, "boolean not null default false"));
        }

        if (staleFlags)
        {
            columns.Add((Stale, "boolean not null default false"));
        }

        if (cellTimes)
        {
            columns.Add((Cells, "bytea"));
        }

        return columns;
    }
}
