using System.Security.Cryptography;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>Counts the uses of policies in one batch, with a sample of each.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class DirtyTally
{
    private const int HashBytes = 8;

    private readonly List<(string Table, string Column, DirtyKind Kind, DirtyDataPolicy Policy, SourceRecord Record)> _uses = [];

    /// <summary>The uses, without those in records that became dead letters in the end.</summary>
    internal IReadOnlyCollection<DirtyUse> Uses(IEnumerable<DeadLetter> letters)
    {
        if (_uses.Count == 0)
        {
            return [];
        }

        var parked = letters.Select(static letter => letter.Record.Offset).ToHashSet();
        return [.. _uses.Where(use => !parked.Contains(use.Record.Offset)).GroupBy(static use => (use.Table, use.Column, use.Kind, use.Policy)).Select(static use => new DirtyUse(
            use.Key.Table, use.Key.Column, use.Key.Kind, use.Key.Policy, use.Count(), KeyHash(use.First().Record), use.First().Record.Offset))];
    }

    internal void Add(string table, string column, DirtyKind kind, DirtyDataPolicy policy, in SourceRecord record) => _uses.Add((table, column, kind, policy, record));

    /// <summary>The key of a record as logs may show it: the first bytes of its SHA-256.</summary>
    internal static string KeyHash(in SourceRecord record)
        => record.Key.IsNull ? "none" : Convert.ToHexStringLower(SHA256.HashData(record.Key.Span).AsSpan(0, HashBytes));
}
