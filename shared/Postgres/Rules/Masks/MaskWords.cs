using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>How long the results of masks are, in characters.</summary>
internal static class MaskWords
{
    /// <summary>Length that is always enough; 0 for a mask that keeps the value's own length.</summary>
    public static int Longest(ColumnMask mask) => mask switch
    {
        ColumnMask.Hash => 64,
        ColumnMask.Redact => RedactMask.Text.Length,
        ColumnMask.Tokenise => 30,
        _ => 0,
    };

    /// <summary>The same for people.</summary>
    public static string Length(ColumnMask mask) => Longest(mask) == 0 ? "the same length" : $"{Longest(mask)} characters";
}
