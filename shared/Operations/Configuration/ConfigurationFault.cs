using System.Text;

namespace CdcFunctions.Operations.Configuration;

/// <summary>One thing that is wrong with the configuration, said so that a person can mend it. Never holds a secret.</summary>
/// <param name="Place">File and line, or the environment variable.</param>
/// <param name="Path">The setting, such as <c>sources[0].tables.users.staleAfter</c>; empty when the file itself is at fault.</param>
/// <param name="Problem">What is wrong, continuing the path: <c>is "24 hours"</c>.</param>
/// <param name="Allowed">What may stand there; null when that cannot be said.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ConfigurationFault(string Place, string Path, string Problem, string? Allowed, string? Remedy)
{
    /// <summary>The whole message, one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Place).Append(": ");
        if (Path.Length > 0)
        {
            text.Append(Path).Append(' ');
        }

        text.Append(Problem).Append('.');
        if (Allowed is not null)
        {
            text.Append(" Allowed: ").Append(Allowed).Append('.');
        }

        if (Remedy is not null)
        {
            text.Append(' ').Append(Remedy);
        }

        return text.ToString();
    }
}
