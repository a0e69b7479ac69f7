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
    public static void Check(SourceEntry? source, IReadOnlyList<DecodeFailure> failures, ReadOnlySpan<SourceRecord> records)
    {
        foreach (var failure in source is null ? [] : failures)
        {
            Check(source!, failure.Table?.Table, failure.Column, DirtyKinds.OfDecoding(failure.Reason), records[failure.RecordIndex]);
        }
    }

    /// <summary>Passes refused rows whose policy is the dead letter, and whatever is a letter for another reason.</summary>
    /// <exception cref="RejectedDataException">The policy of one is reject.</exception>
    public static void Check(SourceEntry? source, IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in source is null ? [] : letters)
        {
            if (letter is { SqlState: { } state, Reason: not DeadLetterReasons.Outage })
            {
                Check(source!, null, null, DirtyKinds.OfRefusal(state), letter.Record);
            }
        }
    }

    private static void Check(SourceEntry source, string? table, string? column, DirtyKind kind, in SourceRecord record)
    {
        table ??= TopicTable.Of(record.Topic);
        if (source.Options.Table(table).DirtyPolicy(column, kind) == DirtyDataPolicy.Reject)
        {
            throw RejectedDataException.Of(table, column, kind, record);
        }
    }
}
