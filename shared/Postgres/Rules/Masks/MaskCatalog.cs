using System.Text;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Masks;

/// <summary>Makes masks with the configured salt.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MaskCatalog(MaskingOptions options)
{
    private readonly byte[]? _salt = options.Salt is { } salt ? Encoding.UTF8.GetBytes(salt) : null;

    private byte[] Salt => _salt ?? throw new InvalidOperationException("A column has mask hash or tokenise, and there is no masking.salt. Set CDC_MASKING__SALT from a secret.");

    /// <summary>The mask, or null for <c>none</c> and <c>null</c>.</summary>
    /// <param name="mask">Which.</param>
    /// <param name="column">Full name of the column: source, table, column.</param>
    /// <exception cref="InvalidOperationException">It needs a salt, and there is none.</exception>
    public Mask? Create(ColumnMask mask, string column) => mask switch
    {
        ColumnMask.Hash => new HashMask(Salt),
        ColumnMask.Tokenise => new TokenMask(Salt, column),
        ColumnMask.Redact => new RedactMask(),
        ColumnMask.Partial => new PartialMask(),
        _ => null,
    };
}
