namespace CdcFunctions.Postgres.Apply;

/// <summary>One column of a statement.</summary>
/// <param name="Name">Quoted target name.</param>
/// <param name="ArrayType">Type of the parameter (<c>bigint[]</c>).</param>
/// <param name="Value">Expression that reads the value from the input row, with a cast where the target type is not the parameter's.</param>
/// <param name="IsKey">True for a key column.</param>
internal sealed record StatementColumn(string Name, string ArrayType, string Value, bool IsKey);
