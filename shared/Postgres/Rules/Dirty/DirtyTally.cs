using System.Security.Cryptography;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>Counts the uses of policies in one batch, with a sample of each.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class DirtyTally
{
    private const int HashBytes = 8;

    private readonly Dictionary<(string Table, string Column, DirtyKind Kind, DirtyDataPolicy Policy), DirtyUse> _uses = [];

    /// <summary>The uses.</summary>
    public IReadOnlyCollection<DirtyUse> Uses => _uses.Values;

    internal void Add(string table, string column, DirtyKind kind, DirtyDataPolicy policy, in SourceRecord sample)
    {
        var key = (table, column, kind, policy);
        _uses[key] = _uses.TryGetValue(key, out var known)
            ? known with { Values = known.Values + 1 }
            : new DirtyUse(table, column, kind, policy, 1, KeyHash(sample), sample.Offset);
    }

    /// <summary>The key of a record as logs may show it: the first bytes of its SHA-256.</summary>
    internal static string KeyHash(in SourceRecord record)
        => record.Key is null ? "none" : Convert.ToHexStringLower(SHA256.HashData(record.Key).AsSpan(0, HashBytes));
}
