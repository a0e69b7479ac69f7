using System.Text;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Shows values in messages without showing secrets.</summary>
internal static class Redaction
{
    /// <summary>Stands for a secret.</summary>
    public const string Secret = "***";

    private const int Longest = 80;

    private static readonly string[] SecretWords =
        ["password", "passwd", "pwd", "secret", "token", "credential", "jaas", "private", ".pem", "connectionstring", "apikey", "salt"];

    /// <summary>True when the setting's name says that its value is secret.</summary>
    public static bool IsSecretName(string name)
        => Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The value in quotes, shortened and without control characters; <c>***</c> when it may hold a secret.</summary>
    public static string Shown(string path, string? value)
    {
        if (value is null)
        {
            return "empty";
        }

        if (IsSecretName(path) || HoldsSecret(value))
        {
            return Secret;
        }

        var text = new StringBuilder("\"");
        foreach (var symbol in value.Length > Longest ? value.AsSpan(0, Longest) : value)
        {
            text.Append(char.IsControl(symbol) ? '?' : symbol);
        }

        return text.Append(value.Length > Longest ? "…\"" : "\"").ToString();
    }

    // A connection string or a URL with a login, wherever it was put by mistake.
    private static bool HoldsSecret(string value)
        => Array.Exists(SecretWords, word => value.Contains(word + "=", StringComparison.OrdinalIgnoreCase))
            || (value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && value.IndexOf('@', scheme) > 0);
}
