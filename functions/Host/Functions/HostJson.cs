using System.Globalization;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Host.Functions;

/// <summary>What <c>host.json</c> says, overridden by <c>AzureFunctionsJobHost__…</c> variables as in Azure's host.</summary>
public sealed class HostJson
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "host.json";

    private readonly IConfiguration _root;

    private HostJson(IConfiguration root) => _root = root;

    /// <summary>The section <c>extensions.kafka</c>.</summary>
    public IConfiguration Kafka => _root.GetSection("extensions:kafka");

    /// <summary>Names of the functions to run; empty for all.</summary>
    public IReadOnlyList<string> Functions => [.. _root.GetSection("functions").GetChildren().Select(child => child.Value).OfType<string>().Where(name => name.Length > 0)];

    /// <summary>Settings that are present and have no effect here, with the reason.</summary>
    public IReadOnlyList<IgnoredSetting> Ignored => HostJsonSettings.Ignored(_root);

    /// <summary>Reads the file when it exists, then the overrides.</summary>
    /// <param name="directory">Where the file lies; null for none.</param>
    /// <param name="configuration">Holds the overrides under <c>AzureFunctionsJobHost</c>.</param>
    /// <param name="faults">Receives what is wrong with the file.</param>
    public static HostJson Read(string? directory, IConfiguration configuration, ICollection<ConfigurationFault> faults)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(faults);
        var overrides = configuration.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true).Where(setting => setting.Value is not null);
        var file = directory is null ? null : Path.GetFullPath(Path.Combine(directory, FileName));
        try
        {
            var builder = new ConfigurationBuilder();
            if (file is not null)
            {
                builder.AddJsonFile(file, optional: true, reloadOnChange: false);
            }

            return new HostJson(builder.AddInMemoryCollection(overrides).Build());
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException)
        {
            faults.Add(new(file ?? FileName, "", $"is not valid JSON: {(fault.InnerException ?? fault).Message.TrimEnd('.')}", null, "Mend it, or remove it to run with the defaults."));
            return new HostJson(new ConfigurationBuilder().AddInMemoryCollection(overrides).Build());
        }
    }

    /// <summary>The section <c>retry</c>, for functions without an attribute of their own; null without one.</summary>
    public RetryPolicy? Retry(ICollection<ConfigurationFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var retry = _root.GetSection("retry");
        if (!retry.Exists())
        {
            return null;
        }

        try
        {
            var written = retry["maxRetryCount"] ?? "-1";
            var most = int.TryParse(written, CultureInfo.InvariantCulture, out var count) ? count : throw new RetryFormatException($"has maxRetryCount \"{written}\"", "a number");
            var strategy = retry["strategy"] ?? "";
            return strategy.ToUpperInvariant() switch
            {
                "FIXEDDELAY" => RetryPolicy.Fixed(most, retry["delayInterval"] ?? ""),
                "EXPONENTIALBACKOFF" => RetryPolicy.Exponential(most, retry["minimumInterval"] ?? "", retry["maximumInterval"] ?? ""),
                _ => throw new RetryFormatException($"has strategy \"{strategy}\"", "fixedDelay or exponentialBackoff"),
            };
        }
        catch (RetryFormatException fault)
        {
            faults.Add(fault.At(FileName, "retry"));
            return null;
        }
    }
}
