namespace Microsoft.Azure.Functions.Worker;

/// <summary>Features of one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Keeps a feature under its type.</summary>
    void Set<T>(T instance);

    /// <summary>The feature of this type, or the default.</summary>
    T? Get<T>();
}
