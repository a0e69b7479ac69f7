namespace CdcFunctions.Changes;

/// <summary>A column as a schema-change record describes it.</summary>
/// <param name="Name">Name as the source spells it.</param>
/// <param name="Type">Type as the source writes it: <c>decimal(12,2)</c>, <c>nvarchar(max)</c>.</param>
/// <param name="IsNullable">False for NOT NULL.</param>
/// <param name="IsLarge">True for <c>(max)</c>, text, ntext, image and xml.</param>
/// <param name="DefaultExpression">Default as SQL, or null: <c>((1))</c>.</param>
public sealed record SourceColumn(string Name, string Type, bool IsNullable, bool IsLarge, string? DefaultExpression);
