using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>A record of a staged transaction cannot be applied, so that none of it is.</summary>
internal sealed class TransactionRefusedException : Exception
{
    /// <summary>Without a culprit.</summary>
    public TransactionRefusedException()
    {
    }

    /// <summary>With a message.</summary>
    public TransactionRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public TransactionRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For a record; null when which one cannot be told.</summary>
    public TransactionRefusedException(DeadLetter? culprit)
        : base(culprit?.Message) => Culprit = culprit;

    /// <summary>The record and its fault.</summary>
    public DeadLetter? Culprit { get; }
}
