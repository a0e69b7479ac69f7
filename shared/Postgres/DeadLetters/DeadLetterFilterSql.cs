using Dapper;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>A <see cref="DeadLetterFilter"/> as SQL. The text is always the same: what is not set is a NULL parameter.</summary>
internal static class DeadLetterFilterSql
{
    /// <summary>What stands after <c>where</c>.</summary>
    public const string Where =
        """
        consumer_group = @group
        and status = any(@statuses::text[])
        and (@ids::bigint[] is null or id = any(@ids::bigint[]))
        and (@sources::text[] is null or source = any(@sources::text[]))
        and (@topics::text[] is null or topic = any(@topics::text[]))
        and (@tables::text[] is null or target_table = any(@tables::text[]) or source_table = any(@tables::text[])
            or substring(target_table from '[^.]*$') = any(@tables::text[]) or substring(source_table from '[^.]*$') = any(@tables::text[]))
        and (@partition::integer is null or partition = @partition::integer)
        and (@firstOffset::bigint is null or record_offset >= @firstOffset::bigint)
        and (@lastOffset::bigint is null or record_offset <= @lastOffset::bigint)
        and (@reasons::text[] is null or reason = any(@reasons::text[]))
        and (@sqlStates::text[] is null or sqlstate = any(@sqlStates::text[]))
        and (@since::timestamptz is null or created_at >= @since::timestamptz)
        and (@until::timestamptz is null or created_at < @until::timestamptz)
        """;

    /// <summary>The parameters of <see cref="Where"/>, and <c>@limit</c>.</summary>
    public static DynamicParameters Parameters(DeadLetterFilter filter)
    {
        var parameters = new DynamicParameters();
        parameters.Add("group", filter.ConsumerGroup);
        parameters.Add("statuses", filter.Statuses.ToArray());
        parameters.Add("ids", filter.Ids?.ToArray());
        parameters.Add("sources", filter.Sources?.ToArray());
        parameters.Add("topics", filter.Topics?.ToArray());
        parameters.Add("tables", filter.Tables?.ToArray());
        parameters.Add("partition", filter.Partition);
        parameters.Add("firstOffset", filter.FirstOffset);
        parameters.Add("lastOffset", filter.LastOffset);
        parameters.Add("reasons", filter.Reasons?.ToArray());
        parameters.Add("sqlStates", filter.SqlStates?.ToArray());
        parameters.Add("since", filter.Since?.UtcDateTime);
        parameters.Add("until", filter.Until?.UtcDateTime);
        parameters.Add("limit", filter.Limit);
        return parameters;
    }
}
