using System.Security.Cryptography;
using System.Text;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Masks;

namespace CdcFunctions.Unit.Postgres.Rules.Masks;

public sealed class MaskTests
{
    private static readonly byte[] Salt = Encoding.UTF8.GetBytes(RuleScene.Salt);

    [Fact]
    public void A_hash_is_what_anyone_with_the_salt_computes()
        => Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Salt, "ann@example.org"u8)), Run(new HashMask(Salt), "ann@example.org"));

    [Fact]
    public void A_hash_depends_on_the_salt()
        => Assert.NotEqual(Run(new HashMask(Salt), "x"), Run(new HashMask("another salt of tests"u8.ToArray()), "x"));

    [Fact]
    public void A_token_is_stable_in_its_column_and_another_in_every_other()
    {
        Assert.Equal(Run(new TokenMask(Salt, "shop.users.email"), "ann"), Run(new TokenMask(Salt, "shop.users.email"), "ann"));
        Assert.NotEqual(Run(new TokenMask(Salt, "shop.users.email"), "ann"), Run(new TokenMask(Salt, "shop.users.name"), "ann"));
    }

    [Fact]
    public void Tokens_of_many_values_differ_and_have_one_form()
    {
        var mask = new TokenMask(Salt, "shop.users.email");
        var tokens = Enumerable.Range(0, 10_000).Select(number => Run(mask, number.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(10_000, tokens.Count);
        Assert.All(tokens, token => Assert.Matches("^tok_[a-z2-7]{26}$", token));
    }

    [Theory]
    [InlineData("4111111111111234", "************1234")]
    [InlineData("12345678", "********")]
    [InlineData("123456789", "*****6789")]
    [InlineData("", "")]
    [InlineData("Größenwahn€€", "********hn€€")]
    [InlineData("𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞", "*****𝄞𝄞𝄞𝄞")]
    public void Partial_shows_the_last_four_characters_of_long_values(string value, string expected)
    {
        Assert.Equal(expected, Run(new PartialMask(), value));
        Assert.Equal(expected, Run(new PartialMask(), expected));
    }

    [Fact]
    public void Redact_is_one_text_for_all() => Assert.Equal("[redacted]", Run(new RedactMask(), "anything"));

    [Fact]
    public void A_mask_that_needs_a_salt_refuses_to_work_without()
        => Assert.Contains("CDC_MASKING__SALT", Assert.Throws<InvalidOperationException>(() => new MaskCatalog(new MaskingOptions()).Create(ColumnMask.Hash, "a.b.c")).Message, StringComparison.Ordinal);

    private static string Run(Mask mask, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var target = new byte[mask.Largest(plain.Length)];
        return Encoding.UTF8.GetString(target, 0, mask.Write(plain, target));
    }
}
