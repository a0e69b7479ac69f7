using System.Buffers;
using System.Text.Json;
using CdcFunctions.Changes.Connect.Structures;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>The natural type of a JSON value, for columns of which nothing else is known.</summary>
internal static class InferredReader
{
    private static readonly SearchValues<byte> Fractional = SearchValues.Create(".eE"u8);
    private static readonly PlainTextReader Text = new(new ColumnType(ValueKind.Text));
    private static readonly BooleanReader Boolean = new(new ColumnType(ValueKind.Boolean));
    private static readonly IntegerReader Whole = IntegerReader.Signed(8);
    private static readonly FloatReader Float = new(new ColumnType(ValueKind.Float64));

    // A whole number beyond 64 bits loses digits in any binary type.
    private static readonly DecimalReader Large = new(new ColumnType(ValueKind.Decimal), DecimalForm.Text);

    /// <summary>The reader for values such as the current one.</summary>
    public static ValueReader For(ref Utf8JsonReader reader, Dialect dialect) => reader.TokenType switch
    {
        JsonTokenType.String => Text,
        JsonTokenType.True or JsonTokenType.False => Boolean,
        JsonTokenType.Number when reader.ValueSpan.ContainsAny(Fractional) => Float,
        JsonTokenType.Number => reader.TryGetInt64(out _) ? Whole : Large,
        _ => dialect == Dialect.SqlServer ? NaturalReader.Plain : NaturalReader.Cql,
    };
}
