namespace CdcFunctions.Host.Replay;

/// <summary>A line of a recording is not a Kafka record as <c>kcat -J</c> prints it; the message begins with file and line.</summary>
public sealed class RecordedEventsException : Exception
{
    /// <summary>Without a message.</summary>
    public RecordedEventsException()
    {
    }

    /// <summary>With a message.</summary>
    public RecordedEventsException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public RecordedEventsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
