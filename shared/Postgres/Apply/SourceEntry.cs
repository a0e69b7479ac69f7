using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Staleness;

namespace CdcFunctions.Postgres.Apply;

/// <summary>One configured source with the decoder for its records.</summary>
/// <param name="Options">What the configuration says.</param>
/// <param name="Decoder">Turns its records into changes.</param>
public sealed record SourceEntry(SourceOptions Options, IChangeDecoder Decoder)
{
    /// <summary>Decodes records that came earlier: how old they were is judged at the time they came.</summary>
    /// <param name="records">The records.</param>
    /// <param name="batch">Receives their changes.</param>
    /// <param name="cameAt">When each of them came.</param>
    internal void DecodeAgain(ReadOnlySpan<SourceRecord> records, ChangeBatch batch, ReadOnlySpan<DateTime> cameAt)
    {
        if (Decoder is StaleMarks marks)
        {
            marks.DecodeAgain(records, batch, cameAt);
            return;
        }

        Decoder.Decode(records, batch);
    }

    /// <summary>Schema-qualified name of the table a source table goes to.</summary>
    public string TargetName(TableName table)
        => $"{Options.TargetSchema}.{Target(table)}";

    /// <summary>Name of the table a source table goes to, without schema.</summary>
    public string Target(TableName table)
    {
        var options = Options.Table(table.Table);
        return options.Target ?? (options.PreserveCase ? table.Table : table.Table.ToLowerInvariant());
    }
}
