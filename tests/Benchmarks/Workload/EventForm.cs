using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Workload;

/// <summary>What the events of a run look like.</summary>
/// <param name="Dialect">Whose events they are.</param>
/// <param name="PayloadBytes">Size of the value without schema, about.</param>
/// <param name="WithSchema">True to embed the Connect schema in each message.</param>
internal sealed record EventForm(Dialect Dialect, int PayloadBytes, bool WithSchema)
{
    /// <summary>Column names and their types as the source writes them; <c>note</c> is the padding.</summary>
    public static IReadOnlyList<(string Name, string Cql, string Connect)> Columns { get; } =
    [
        ("id", "bigint", "int64"), ("customer", "int", "int32"), ("email", "text", "string"), ("status", "text", "string"),
        ("amount", "decimal", "string"), ("is_paid", "boolean", "boolean"), ("score", "double", "double"), ("note", "text", "string"),
    ];

    /// <summary>Name in reports.</summary>
    public string Name => $"{Dialect.ToString().ToLowerInvariant()} {PayloadBytes} B{(WithSchema ? " with schema" : "")}";
}
