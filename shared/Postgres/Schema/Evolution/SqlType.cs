using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>A PostgreSQL type as SQL writes it, taken apart: <c>numeric(12,2)</c> is numeric, 12, 2.</summary>
/// <param name="Name">Short name: <c>varchar</c>, <c>timestamptz</c>.</param>
/// <param name="Size">Length, precision or digits of seconds; null without limit.</param>
/// <param name="Scale">Digits after the point; null when not given.</param>
internal sealed partial record SqlType(string Name, int? Size, int? Scale)
{
    /// <summary>Reads both the short and the long names.</summary>
    public static SqlType Parse(string sql)
    {
        var match = Form().Match(sql.Trim().ToLowerInvariant());
        if (!match.Success)
        {
            return new(sql, null, null);
        }

        var name = (match.Groups["name"].Value + match.Groups["tail"].Value).Trim();
        var (size, scale) = (Number(match.Groups["size"]), Number(match.Groups["scale"]));
        var shortName = Short(name);
        return new(shortName, size ?? (name is "character" ? 1 : null), scale ?? (size is not null && shortName is "numeric" ? 0 : null));
    }

    /// <summary>As SQL.</summary>
    public override string ToString() => (Size, Scale) switch
    {
        (null, _) => Name,
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{Name}({Size})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Name}({Size},{Scale})"),
    };

    private static string Short(string name) => name switch
    {
        "int2" => "smallint",
        "int4" or "int" => "integer",
        "int8" => "bigint",
        "float4" => "real",
        "float8" => "double precision",
        "decimal" => "numeric",
        "bool" => "boolean",
        "character varying" => "varchar",
        "character" or "bpchar" => "char",
        "timestamp with time zone" => "timestamptz",
        "timestamp without time zone" => "timestamp",
        "time with time zone" => "timetz",
        "time without time zone" => "time",
        _ => name,
    };

    private static int? Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9_ ]*?)\s*(\((?<size>\d+)(,(?<scale>\d+))?\))?(?<tail>\s+with(out)? time zone)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
