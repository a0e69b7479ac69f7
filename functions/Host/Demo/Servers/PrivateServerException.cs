namespace CdcFunctions.Host.Demo.Servers;

/// <summary>A private server could not be started; the message says why and what to do.</summary>
public sealed class PrivateServerException : Exception
{
    /// <summary>Without a message.</summary>
    public PrivateServerException()
    {
    }

    /// <summary>With the reason and the remedy.</summary>
    public PrivateServerException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason, the remedy and the cause.</summary>
    public PrivateServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
