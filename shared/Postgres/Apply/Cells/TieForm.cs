using System.Globalization;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>How the value of a column is fetched for a comparison: in binary where the type's order is known, else as text.</summary>
/// <param name="TypeName">Name for <see cref="WireOrder"/>.</param>
/// <param name="Sql">Expression of type bytea; <c>{0}</c> stands for the value.</param>
internal sealed record TieForm(string TypeName, string Sql)
{
    /// <summary>The form for a type.</summary>
    public static TieForm Of(PgType type)
    {
        var plain = type.Underlying;
        var send = plain.IsBuiltIn ? Send(plain.Name) : null;
        return send is null
            ? new TieForm("text", "textsend(({0})::text)")
            : new TieForm(plain.Name, $"{send}(({{0}})::{plain.Name}{Modifier(plain)})");
    }

    private static string? Send(string name) => name switch
    {
        "int2" or "int4" or "int8" or "float4" or "float8" or "bool" or "text" or "bytea" => name + "send",
        "numeric" or "uuid" or "date" or "time" or "timestamp" or "timestamptz" or "inet" or "cidr" or "json" or "jsonb" => name + "_send",
        _ => null,
    };

    // The stored value was cut to the column's digits: the new one must be, before they are compared.
    private static string Modifier(PgType type) => type switch
    {
        { Name: "numeric", Precision: { } precision } => string.Create(CultureInfo.InvariantCulture, $"({precision},{type.Scale ?? 0})"),
        { Name: "time" or "timestamp" or "timestamptz", Precision: { } digits } => string.Create(CultureInfo.InvariantCulture, $"({digits})"),
        _ => "",
    };
}
