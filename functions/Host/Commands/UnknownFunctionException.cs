namespace CdcFunctions.Host.Commands;

/// <summary>A function was asked for that does not exist; the message lists those that do.</summary>
public sealed class UnknownFunctionException : Exception
{
    /// <summary>Without a name.</summary>
    public UnknownFunctionException()
    {
    }

    /// <summary>With a message of the caller's.</summary>
    public UnknownFunctionException(string message)
        : base(message)
    {
    }

    /// <summary>With a message of the caller's and its cause.</summary>
    public UnknownFunctionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the name asked for and those there are.</summary>
    public UnknownFunctionException(string name, IEnumerable<string> known)
        : base(Text(name, [.. known.Order(StringComparer.Ordinal)]))
    {
    }

    private static string Text(string name, string[] known)
        => $"There is no function {name}. There are: {string.Join(", ", known)}. {Suggestion.Sentence(name, known)}".TrimEnd();
}
