using System.Globalization;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Rows as wholes: the newest write or delete of a key wins, and of equals the later one in the log.</summary>
internal sealed class RowOracle : IOracle
{
    private readonly Dictionary<RowKey, Change> _newest = [];
    private readonly Dictionary<RowKey, HashSet<string>> _lateColumn = [];

    public IEnumerable<RowKey> Keys => _newest.Keys;

    public void Take(Change change)
    {
        var key = KeysOf(change).Single();
        if (change.Cells.TryGetValue("d", out var late) && late is not null)
        {
            (_lateColumn.TryGetValue(key, out var seen) ? seen : _lateColumn[key] = new(StringComparer.Ordinal)).Add(late);
        }

        if (!_newest.TryGetValue(key, out var newest) || newest.At.CompareTo(change.At) <= 0)
        {
            _newest[key] = change;
        }
    }

    public IEnumerable<RowKey> KeysOf(Change change) => [new(change.Table, ((long)change.P).ToString("X16", CultureInfo.InvariantCulture))];

    public bool IsVoid(Change change) => _newest.TryGetValue(KeysOf(change).Single(), out var newest) && newest.At.CompareTo(change.At) >= 0;

    public string? Judge(RowKey key, FoundRow? found)
    {
        var newest = _newest.GetValueOrDefault(key);
        if (newest is null || !newest.IsWrite)
        {
            return found is null ? null : $"there is a row {found}, but the newest change is {newest?.ToString() ?? "none"}";
        }

        if (found is null)
        {
            return $"the row is missing; the newest change is {newest}";
        }

        var isSame = found.At == newest.At && newest.Cells.All(cell => string.Equals(found[cell.Key], cell.Value, StringComparison.Ordinal));
        return isSame && IsKnownLate(key, newest, found["d"]) ? null : $"the row is {found}, but the newest change is {newest}";
    }

    // An event from before the column existed does not touch it: what is there may stay or, after a delete, be gone.
    private bool IsKnownLate(RowKey key, Change newest, string? found)
        => newest.Cells.ContainsKey("d") || found is null || (_lateColumn.TryGetValue(key, out var seen) && seen.Contains(found));
}
