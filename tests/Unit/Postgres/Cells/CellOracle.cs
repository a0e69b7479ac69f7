using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>
/// Cassandra's rules in plain words, over a set of events in no order: everything is looked up again for each cell, nothing is merged.
/// Shares nothing with the product.
/// </summary>
internal static class CellOracle
{
    /// <summary>Rows as text: key, then each column's value or "null".</summary>
    /// <param name="events">What happened.</param>
    /// <param name="now">When the rows are read: what expired by then is not there.</param>
    public static List<string> Rows(IReadOnlyCollection<CellEvent> events, long now = 0)
        => [.. events.Where(IsWrite).Select(e => (e.P, e.C, e.S)).Distinct().Select(key => Row(events, key, now)).OfType<string>().Order(StringComparer.Ordinal)];

    public static string Text((int P, int C, string S) key, IEnumerable<object?> values)
        => $"{key.P}/{key.C}/{key.S}: {string.Join(", ", values.Select(v => v is null ? "null" : v.ToString()))}";

    private static string? Row(IReadOnlyCollection<CellEvent> events, (int P, int C, string S) key, long now)
    {
        var deletes = events.Where(e => Deletes(e, key)).Select(e => e.Time).ToList();
        var living = events.Where(e => IsWrite(e) && (e.P, e.C, e.S) == key && (e.IsSnapshot ? deletes.Count == 0 : deletes.All(d => e.Time > d))).ToList();
        var values = CellEvent.ValueColumns.Select(column => Value(living, column, now)).ToList();
        var isInserted = IsInserted([.. living.Where(e => e.Kind == ChangeKind.Insert)], now);
        return isInserted || values.Any(v => v is not null) ? Text(key, values) : null;
    }

    private static object? Value(List<CellEvent> living, string column, long now)
    {
        var writes = living.SelectMany(e => e.Cells.Where(c => c.Column == column).Select(c => (Event: e, c.Value))).ToList();
        if (writes.Count == 0)
        {
            return null;
        }

        var winner = writes.Aggregate((left, right) => Wins(left, right) ? left : right);
        return winner.Event.Expiry != 0 && winner.Event.Expiry <= now ? null : winner.Value;
    }

    // An insert that gives values gives its row the same time to live; without a value nothing tells one.
    private static bool IsInserted(List<CellEvent> inserts, long now)
    {
        static long Expiry(CellEvent e) => e.Cells.Any(c => c.Value is not null) ? e.Expiry : 0;
        var newest = inserts.OrderBy(e => e.IsSnapshot ? 0 : 1).ThenBy(e => e.Time).ThenBy(Expiry).LastOrDefault();
        return newest is not null && (Expiry(newest) == 0 || Expiry(newest) > now);
    }

    private static bool Wins((CellEvent Event, object? Value) left, (CellEvent Event, object? Value) right)
    {
        if (left.Event.IsSnapshot != right.Event.IsSnapshot)
        {
            return right.Event.IsSnapshot;
        }

        if (left.Event.Time != right.Event.Time)
        {
            return left.Event.Time > right.Event.Time;
        }

        if (left.Value is null || right.Value is null)
        {
            return left.Value is null;
        }

        return left.Event.Expiry != right.Event.Expiry
            ? left.Event.Expiry > right.Event.Expiry
            : string.CompareOrdinal(Serialized(left.Value), Serialized(right.Value)) >= 0;
    }

    private static string Serialized(object value) => value is int number
        ? unchecked((uint)number).ToString("x8", System.Globalization.CultureInfo.InvariantCulture)
        : Convert.ToHexString(Encoding.UTF8.GetBytes((string)value));

    private static bool IsWrite(CellEvent e) => e.Kind is ChangeKind.Insert or ChangeKind.Update;

    private static bool Deletes(CellEvent e, (int P, int C, string S) key) => e.P == key.P && e.Kind switch
    {
        ChangeKind.Delete => (e.C, e.S) == (key.C, key.S),
        ChangeKind.PartitionDelete => true,
        ChangeKind.RangeDelete => IsAfter(e.From, key) && IsBefore(e.To, key),
        _ => false,
    };

    private static bool IsAfter(TestBound from, (int P, int C, string S) key)
        => from.C is null || Order(key, from) > 0 || (Order(key, from) == 0 && from.IsInclusive);

    private static bool IsBefore(TestBound to, (int P, int C, string S) key)
        => to.C is null || Order(key, to) < 0 || (Order(key, to) == 0 && to.IsInclusive);

    // s sorts descending; a bound without s speaks of all rows with its c.
    private static int Order((int P, int C, string S) key, TestBound bound)
        => key.C != bound.C ? key.C.CompareTo(bound.C) : bound.S is null ? 0 : -string.CompareOrdinal(key.S, bound.S);
}
