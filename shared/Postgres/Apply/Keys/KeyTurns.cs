namespace CdcFunctions.Postgres.Apply.Keys;

/// <summary>Gives changes turns, so that in one turn no row is met under two keys of the source, and each row's changes keep their order.</summary>
/// <param name="equal">For each key of the source the first that is the same row.</param>
internal sealed class KeyTurns(IReadOnlyList<int> equal)
{
    /// <summary>Stands for a range delete, which may reach rows under any key: what came before it has its turn before, what comes after it after.</summary>
    public const int Range = -1;

    private readonly Dictionary<int, (int Key, int Turn)> _last = [];
    private int _earliest;
    private bool _isAfterRange;

    /// <summary>Number of turns so far.</summary>
    public int Count { get; private set; }

    /// <summary>The turn of the next change.</summary>
    /// <param name="key">Its key, or <see cref="Range"/>.</param>
    public int Next(int key)
    {
        if (_isAfterRange != (key == Range))
        {
            (_earliest, _isAfterRange) = (Count, key == Range);
        }

        var turn = _earliest;
        if (key != Range)
        {
            var last = _last.GetValueOrDefault(equal[key], (Key: key, Turn: turn));
            turn = Math.Max(turn, last.Key == key ? last.Turn : last.Turn + 1);
            _last[equal[key]] = (key, turn);
        }

        Count = Math.Max(Count, turn + 1);
        return turn;
    }
}
