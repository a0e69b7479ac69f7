using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>Stops a table whose policy is reject where no single value is to blame: records that cannot be read, rows that PostgreSQL refuses.</summary>
internal static class DirtyGate
{
    /// <summary>Passes decode failures whose policy is the dead letter.</summary>
    /// <exception cref="RejectedDataException">The policy of one is reject.</exception>
    public static void Check(SourceEntry source, IEnumerable<DecodeFailure> failures, ReadOnlySpan<SourceRecord> records)
    {
        foreach (var failure in failures)
        {
            Check(source, failure.Table?.Table, DirtyKinds.OfDecoding(failure.Reason), records[failure.RecordIndex]);
        }
    }

    /// <summary>Passes a refused row whose policy is the dead letter.</summary>
    /// <exception cref="RejectedDataException">The policy is reject.</exception>
    public static void Check(SourceEntry? source, DeadLetter refused)
    {
        if (source is not null && refused.SqlState is { } state)
        {
            Check(source, null, DirtyKinds.OfRefusal(state), refused.Record);
        }
    }

    private static void Check(SourceEntry source, string? table, DirtyKind kind, in SourceRecord record)
    {
        table ??= TopicTable.Of(record.Topic);
        if (source.Options.Table(table).DirtyPolicy(null, kind) == DirtyDataPolicy.Reject)
        {
            throw RejectedDataException.Of(table, null, kind, record);
        }
    }
}
