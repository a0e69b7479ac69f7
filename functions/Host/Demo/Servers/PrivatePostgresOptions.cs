namespace CdcFunctions.Host.Demo.Servers;

/// <summary>How a private PostgreSQL cluster runs.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>True for the guarantees of a real server (fsync on); false for tests, which lose nothing when the machine dies.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Database to create.</summary>
    public string Database { get; init; } = "warehouse";

    /// <summary>Longest wait for the server to accept connections, crash recovery included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>More server settings, which win over ours.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>All settings for the command line.</summary>
    internal IReadOnlyDictionary<string, string> AllSettings()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_permissions"] = "0700",
            ["max_connections"] = "200",
            ["shared_buffers"] = "128MB",
            ["max_wal_size"] = "2GB",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
        };
        if (!IsDurable)
        {
            all["fsync"] = "off";
            all["full_page_writes"] = "off";
        }

        foreach (var (name, value) in Settings)
        {
            all[name] = value;
        }

        return all;
    }
}
