namespace CdcFunctions.Postgres.Apply;

/// <summary>A target table cannot take what the source sends; the message names every column, why, and what to do.</summary>
public sealed class TableMismatchException : Exception
{
    /// <summary>Without a message.</summary>
    public TableMismatchException()
    {
    }

    /// <summary>With every mismatch, one a line.</summary>
    public TableMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>With every mismatch and the cause.</summary>
    public TableMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
