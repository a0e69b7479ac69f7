using CdcFunctions.Host.Demo.Expected;

namespace CdcFunctions.EndToEnd;

/// <summary>Where a basic recording does not end as expected yet, and the feature that is missing for it.</summary>
/// <param name="Recording">Name of the recording; its variants are covered too.</param>
/// <param name="Table">Target table.</param>
/// <param name="Keys">Beginnings of the rows' keys.</param>
/// <param name="DeadLetters">Events parked at most because of it.</param>
/// <param name="Feature">What is missing.</param>
internal sealed record KnownLimit(string Recording, string Table, string[] Keys, int DeadLetters, string Feature)
{
    private static readonly KnownLimit[] All =
    [
        new("cassandra/types", "odd_keys", ["d="], 2, "range deletes: a row is deleted by its first clustering column"),
        new("cassandra/partial-updates", "profiles", ["id=4:", "id=19:"], 0, "cell merge: a row made by UPDATE has no marker and ends with its last cell"),
        new("sqlserver/types-double-connect", "types", ["id=2:", "id=3:", "id=103:"], 4, "decimals sent as double do not keep the range of the column's type"),
    ];

    /// <summary>The limits of a recording.</summary>
    public static IEnumerable<KnownLimit> Of(string recording)
        => All.Where(limit => recording == limit.Recording || recording.StartsWith(limit.Recording + ".", StringComparison.Ordinal) || recording == limit.Recording + "-schemas");

    /// <summary>True for a difference that comes from it.</summary>
    public bool Covers(string table, RowDifference difference)
        => table == Table && Array.Exists(Keys, key => difference.ToString().StartsWith(key, StringComparison.Ordinal));
}
