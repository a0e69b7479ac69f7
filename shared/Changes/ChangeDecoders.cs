using CdcFunctions.Changes.Debezium;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes;

/// <summary>Makes decoders.</summary>
public static class ChangeDecoders
{
    /// <summary>The decoder of one source; it recognises the form of each record by its content.</summary>
    /// <param name="source">The source: dialect, connector settings, tables.</param>
    /// <param name="schemas">Table shapes learnt from schema-change records; shared by all decoders of the process.</param>
    /// <param name="target">What the target knows of types, or null.</param>
    /// <exception cref="FormatException">A type in <c>sourceTypes</c> cannot be read; the message names its path.</exception>
    public static IChangeDecoder Create(SourceOptions source, SchemaCatalog schemas, ITargetTypes? target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schemas);
        SourceTypeCheck.Check(source);
        var decoder = new ChangeDecoder(source, schemas, target);
        return source is { Transactions: TransactionMode.Atomic, Topics: [var topic] } ? new RoutedDecoder(topic, decoder) : decoder;
    }
}
