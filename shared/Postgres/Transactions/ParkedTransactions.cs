using CdcFunctions.Changes;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Words for the records of transactions that are parked whole.</summary>
internal static class ParkedTransactions
{
    private const string Reason = "transaction";

    /// <summary>Another record of the transaction cannot be applied.</summary>
    public static DeadLetter With(SourceRecord record, TransactionId transaction, DeadLetter culprit) => new(
        record,
        culprit.Source,
        null,
        null,
        Reason,
        culprit.SqlState,
        $"The whole transaction {transaction} is parked, because its record at offset {culprit.Record.Offset} cannot be applied ({culprit.Reason}).",
        "Mend what that dead letter says. Then replay all dead letters of the transaction.");

    /// <summary>PostgreSQL refused one of its rows: the culprit speaks for itself, the others of it.</summary>
    public static DeadLetter By(SourceRecord record, TransactionId transaction, DeadLetter culprit)
        => record.Offset == culprit.Record.Offset ? culprit : With(record, transaction, culprit);

    /// <summary>PostgreSQL refused one of its rows, and which cannot be told.</summary>
    public static DeadLetter Refused(SourceRecord record, TransactionId? transaction, SourceEntry source, PostgresException refused)
    {
        var letter = DeadLetterReasons.Refused(record, source, refused);
        return transaction is null ? letter : letter with
        {
            Message = $"The whole transaction {transaction} is parked. One of its rows: {letter.Message}",
            Remedy = $"{letter.Remedy} Replay all dead letters of the transaction together.",
        };
    }

    /// <summary>The connector has sent it, or a part of it, once more.</summary>
    public static DeadLetter Again(SourceRecord record, TransactionId transaction, SourceEntry source) => new(
        record,
        source.Options.Name,
        null,
        null,
        Reason,
        null,
        $"The connector has sent this change of transaction {transaction} once more, and the transaction is parked: a part of it must not become visible by itself.",
        "Mend what the transaction's earlier dead letters say. Then replay all dead letters of the transaction.");

    /// <summary>Its time was up before all of it was here.</summary>
    public static DeadLetter Incomplete(SourceRecord record, TransactionId transaction, SourceEntry source) => new(
        record,
        source.Options.Name,
        null,
        null,
        DeadLetterReasons.IncompleteTransaction,
        null,
        $"Not all records of transaction {transaction} arrived within {source.Options.TransactionTimeout}, and incompleteTransactions is deadLetter.",
        "Check that all tables and the transaction metadata are routed to this topic. Then replay all dead letters of the transaction, or reconcile its tables.");
}
