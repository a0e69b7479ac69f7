using CdcFunctions.Changes;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Rules.Explain;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Host.Commands;

/// <summary>Explains the events of a recording by the rules of the configuration. Opens no connection.</summary>
internal static class Explanation
{
    /// <summary>More events than a person reads are not explained.</summary>
    private const int MostEvents = 100;

    /// <summary>An explanation for each of the first events.</summary>
    /// <exception cref="RecordedEventsException">The file is not readable, or a line is no record.</exception>
    public static async Task<List<EventExplanation>> OfAsync(CdcOptions options, string file, CancellationToken cancellation)
    {
        var (schemas, types) = (new SchemaCatalog(), new TargetTypes(options.Sources));
        var entries = options.Sources.Select(source => new SourceEntry(source, ChangeDecoders.Create(source, schemas, types)));
        var explainer = new RuleExplainer(new SourceRouter(options.Sources), entries, new RuleBook(options.Sources, options.Masking), options.Masking);
        var explanations = new List<EventExplanation>();
        await foreach (var record in RecordedEvents.ReadAsync(file, cancellation))
        {
            explanations.Add(explainer.Explain(record));
            if (explanations.Count == MostEvents)
            {
                break;
            }
        }

        return explanations;
    }
}
