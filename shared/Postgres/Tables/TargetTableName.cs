using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Schema and name of a target table, as stored.</summary>
/// <param name="Schema">Schema.</param>
/// <param name="Name">Table.</param>
public sealed record TargetTableName(string Schema, string Name)
{
    /// <summary>Where a source's table goes: the source's target schema, and the configured or folded name.</summary>
    public static TargetTableName For(SourceOptions source, TableName table)
    {
        var options = source.Table(table.Table);
        return new TargetTableName(source.TargetSchema, options.Target ?? SqlIdentifier.Fold(table.Table, options.PreserveCase));
    }

    /// <summary>Quoted for SQL.</summary>
    public string ToSql() => SqlIdentifier.Quote(Schema, Name);

    /// <summary>As a person writes it; not for SQL.</summary>
    public override string ToString() => $"{Schema}.{Name}";
}
