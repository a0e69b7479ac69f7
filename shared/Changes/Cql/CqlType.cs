namespace CdcFunctions.Changes.Cql;

/// <summary>A CQL type as text says it.</summary>
/// <param name="Name">Lower-case name without arguments; a UDT keeps its spelling.</param>
/// <param name="Arguments">Types in angle brackets.</param>
/// <param name="FieldNames">Names of the arguments, for an inline <c>udt&lt;street text, zip int&gt;</c>.</param>
/// <param name="IsFrozen">True for <c>frozen&lt;…&gt;</c> and <c>frozen …</c>.</param>
/// <param name="IsStatic">True for <c>static …</c>.</param>
internal sealed record CqlType(string Name, IReadOnlyList<CqlType> Arguments, IReadOnlyList<string> FieldNames, bool IsFrozen = false, bool IsStatic = false);
