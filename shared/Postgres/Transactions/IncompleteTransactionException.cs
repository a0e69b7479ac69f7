namespace CdcFunctions.Postgres.Transactions;

/// <summary>A transaction has ended, but changes of it are missing: its lane waits before the END. Nothing of it is visible.</summary>
public sealed class IncompleteTransactionException : Exception
{
    /// <summary>Without a message.</summary>
    public IncompleteTransactionException()
    {
    }

    /// <summary>With what is missing.</summary>
    public IncompleteTransactionException(string message)
        : base(message)
    {
    }

    /// <summary>With what is missing and why.</summary>
    public IncompleteTransactionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
