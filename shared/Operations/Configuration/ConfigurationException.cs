namespace CdcFunctions.Operations.Configuration;

/// <summary>The configuration cannot be used; says all that is wrong with it at once. The process should end with exit code 2.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>No fault named.</summary>
    public ConfigurationException()
        : this([])
    {
    }

    /// <summary>One fault that belongs to no setting.</summary>
    public ConfigurationException(string message)
        : base(message) => Faults = [];

    /// <summary>One fault that belongs to no setting, with its cause.</summary>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException) => Faults = [];

    /// <summary>All faults.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }
}
