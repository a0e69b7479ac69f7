namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>masking</c>.</summary>
internal static class MaskingReader
{
    private const string Allowed = "a secret of at least 16 characters that never changes";

    /// <summary>The options.</summary>
    public static MaskingOptions Read(Section masking)
    {
        var salt = masking.Text("salt");
        if (salt is { Length: < MaskingOptions.ShortestSalt })
        {
            masking.FaultyValue("salt", salt, Allowed, "Make a longer one, for example by: openssl rand -base64 32");
        }

        masking.RefuseOthers();
        return new MaskingOptions { Salt = salt };
    }

    /// <summary>Reports masks that need a salt when there is none.</summary>
    public static void CheckSalt(Section root, MaskingOptions masking, IEnumerable<SourceOptions> sources)
    {
        var needs = sources.SelectMany(source => source.Tables.Values).SelectMany(table => table.Columns.Values).Any(column => column.Mask is ColumnMask.Hash or ColumnMask.Tokenise);
        if (needs && masking.Salt is null)
        {
            root.Fault("masking.salt", "is missing, and a column has mask: hash or tokenise", Allowed, "Set CDC_MASKING__SALT from a secret");
        }
    }
}
