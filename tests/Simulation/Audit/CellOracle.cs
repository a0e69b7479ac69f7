using System.Globalization;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;

namespace CdcFunctions.Simulation.Audit;

/// <summary>Cassandra's rules: each cell by its write time, delete before write and the larger value at equal times, deletes of rows, partitions and ranges; in any order.</summary>
internal sealed class CellOracle : IOracle
{
    private static readonly string[] Columns = ["a", "b", "d"];

    private readonly Dictionary<int, List<Change>> _partitions = [];
    private readonly HashSet<(int P, int C)> _rows = [];

    public IEnumerable<RowKey> Keys => _rows.Select(row => Name(row.P, row.C));

    public void Take(Change change)
    {
        (_partitions.TryGetValue(change.P, out var changes) ? changes : _partitions[change.P] = []).Add(change);
        if (change.IsWrite)
        {
            _rows.Add((change.P, change.C));
        }
    }

    public IEnumerable<RowKey> KeysOf(Change change) => _rows.Where(row => row.P == change.P).Select(row => Name(row.P, row.C));

    public bool IsVoid(Change change)
    {
        var floor = Floor(change.P, change.C);
        var column = change.Cells.Keys.Single();
        return floor >= change.At.Version || _partitions[change.P].Exists(other => other.IsWrite && other.C == change.C && other.Cells.ContainsKey(column) && other.At.Version >= change.At.Version);
    }

    public string? Judge(RowKey key, FoundRow? found)
    {
        var (p, c) = Parse(key.Key);
        if (!_partitions.TryGetValue(p, out var changes))
        {
            return found is null ? null : $"there is a row {found} of which nothing is known";
        }

        var floor = Floor(p, c);
        var living = changes.FindAll(change => change.IsWrite && change.C == c && change.At.Version > floor);
        var values = Columns.ToDictionary(column => column, column => Value(living, column), StringComparer.Ordinal);
        var isVisible = living.Exists(change => change.Sort == ChangeSort.Insert) || values.Values.Any(value => value is not null);
        if (!isVisible)
        {
            return found is null ? null : $"there is a row {found}, but all its cells are deleted";
        }

        return found is not null && Columns.All(column => string.Equals(found[column], values[column], StringComparison.Ordinal))
            ? null
            : $"the row is {found?.ToString() ?? "missing"}, but its cells are {string.Join(' ', values.Select(v => $"{v.Key}={v.Value ?? "null"}"))}";
    }

    private static RowKey Name(int p, int c) => new(1, $"{p.ToString("X8", CultureInfo.InvariantCulture)}/{c.ToString("X8", CultureInfo.InvariantCulture)}");

    private static (int P, int C) Parse(string key)
        => (int.Parse(key[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture), int.Parse(key[9..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string? Value(List<Change> living, string column)
    {
        var writes = living.FindAll(change => change.Cells.ContainsKey(column));
        var newest = writes.Count == 0 ? 0 : writes.Max(change => change.At.Version);
        var values = writes.Where(change => change.At.Version == newest).Select(change => change.Cells[column]).ToList();
        return values.Contains(null) ? null : values.MaxBy(value => column == "a" ? value!.PadLeft(8, '0') : value, StringComparer.Ordinal);
    }

    private long Floor(int p, int c) => _partitions.GetValueOrDefault(p)?.Where(change => Covers(change, c)).Select(change => change.At.Version).DefaultIfEmpty(long.MinValue).Max() ?? long.MinValue;

    private static bool Covers(Change change, int c) => change.Sort switch
    {
        ChangeSort.Delete => change.C == c,
        ChangeSort.DeletePartition => true,
        ChangeSort.DeleteRange => change.C <= c && c <= change.To,
        _ => false,
    };
}
