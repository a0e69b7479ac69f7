using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Functions;

/// <summary>A retry policy that makes no sense. Says what it is and what is allowed; the reader of the attribute or file adds where it stands.</summary>
public sealed class RetryFormatException(string problem, string allowed) : FormatException(problem)
{
    /// <summary>The fault at its place.</summary>
    public ConfigurationFault At(string place, string path) => new(place, path, Message, allowed, null);
}
