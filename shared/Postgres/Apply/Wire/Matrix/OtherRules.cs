using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;
using static CdcFunctions.Postgres.Apply.Wire.ConversionGrade;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>What goes into bytes, identifiers, addresses, enums and types this project does not know.</summary>
internal static class OtherRules
{
    // Text into bytea has no rule on purpose: base64, hexadecimal or the characters themselves, nobody can tell.
    public static Conversion? Bytea(ValueKind kind) => kind switch
    {
        ValueKind.Bytes => new(Exact, static pair => new BytesEncoder(pair)),
        ValueKind.Uuid => new(Exact, static pair => new BytesEncoder(pair), "16 bytes in the order of the text"),
        _ => null,
    };

    public static Conversion? Uuid(ValueKind kind) => kind switch
    {
        ValueKind.Uuid => new(Exact, static pair => new UuidEncoder(pair)),
        ValueKind.Bytes => new(Checked, static pair => new UuidEncoder(pair), "16 bytes in the order of the text"),
        ValueKind.Text => new(Checked, static pair => new UuidFromTextEncoder(pair)),
        _ => null,
    };

    public static Conversion? Inet(ValueKind kind) => Address(WireType.Inet, kind, null);

    public static Conversion? Cidr(ValueKind kind) => Address(WireType.Cidr, kind, "no bits right of the network");

    public static Conversion? Enum(ValueKind kind) => kind switch
    {
        ValueKind.Text => new(Checked, static pair => new EnumEncoder(pair), "labels of the enum, in their case"),
        _ => null,
    };

    public static Conversion? Unknown(ValueKind kind) => kind switch
    {
        ValueKind.Text => new(Parsed, static pair => new ParsedByServerEncoder(pair)),
        _ => null,
    };

    private static Conversion? Address(WireType wire, ValueKind kind, string? note) => kind switch
    {
        ValueKind.Inet or ValueKind.Text => new(Checked, pair => new AddressEncoder(pair, wire), note),
        _ => null,
    };
}
