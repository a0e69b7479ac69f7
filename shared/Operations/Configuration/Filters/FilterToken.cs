using System.Runtime.InteropServices;

namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>One word or sign of a filter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text without quotes.</param>
/// <param name="Position">Where it begins, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    /// <summary>True for this keyword in any case; a quoted name is never one.</summary>
    public bool Is(string keyword) => Kind == FilterTokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for this sign.</summary>
    public bool IsSign(string sign) => Kind == FilterTokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);
}
