using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Concealment;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Postgres.Rules;

/// <summary>Takes out of records what their table hides, before they are stored as dead letters.</summary>
/// <remarks>Thread-safe. Records of tables that hide nothing stay as they are, byte for byte.</remarks>
internal sealed class Concealer(IEnumerable<SourceOptions> sources, MaskingOptions masking)
{
    private readonly Dictionary<string, SourceOptions> _sources = sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Source, string Topic), RecordVeil?> _veils = new();
    private readonly MaskCatalog _masks = new(masking);

    /// <summary>The letter's record as it may be stored.</summary>
    public ConcealedRecord Conceal(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Source is { } source && _sources.TryGetValue(source, out var options)
            && _veils.GetOrAdd((source, letter.Record.Topic), static (name, self) => self.Me.Create(self.Options, name.Topic), (Me: this, Options: options)) is { } veil
                ? veil.Conceal(letter.Record)
                : ConcealedRecord.Open(letter.Record);
    }

    private RecordVeil? Create(SourceOptions source, string topic)
    {
        var table = TopicTable.Of(topic);
        var options = source.Table(table);
        return ColumnVeil.IsNeeded(options)
            ? new RecordVeil(new ColumnVeil(options, $"{source.Name}.{table}", _masks), options.Key ?? [], masking.Salt)
            : null;
    }
}
