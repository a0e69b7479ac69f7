using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>A column to be created.</summary>
/// <param name="Name">Name as stored.</param>
/// <param name="SqlType">SQL of its type.</param>
public sealed record ColumnDefinition(string Name, string SqlType)
{
    /// <summary>What rows have that come without the column, as SQL; null for NULL.</summary>
    public string? Default { get; init; }

    /// <summary>What a source column asks for.</summary>
    public static ColumnDefinition For(ColumnShape column, TableOptions options)
        => new(options.TargetOf(column.Name), IsIdentifiedByText(column) ? "text" : CreatedTypes.For(column.Type));

    // A decimal without a declared scale tells 1.5 from 1.50 (CQL): as numeric two rows of the source would become one.
    private static bool IsIdentifiedByText(ColumnShape column)
        => column is { IsKey: true, Type: { Kind: ValueKind.Decimal, Scale: null } };
}
