namespace CdcFunctions.Operations.Configuration;

/// <summary>What the masks <c>hash</c> and <c>tokenise</c> need.</summary>
public sealed record MaskingOptions
{
    /// <summary>Fewest characters of a salt: shorter ones can be tried out.</summary>
    public const int ShortestSalt = 16;

    /// <summary>Key of the hashes, secret; null when none is set. With another salt every hash and token is another.</summary>
    public string? Salt { get; init; }

    /// <summary>Never shows the salt.</summary>
    public override string ToString() => Salt is null ? "no salt" : "salt ***";
}
