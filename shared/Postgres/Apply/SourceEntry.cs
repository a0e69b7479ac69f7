using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Apply;

/// <summary>One configured source with the decoder for its records.</summary>
/// <param name="Options">What the configuration says.</param>
/// <param name="Decoder">Turns its records into changes.</param>
public sealed record SourceEntry(SourceOptions Options, IChangeDecoder Decoder)
{
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
