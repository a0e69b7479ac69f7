using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>What was found to be bad in the units of a replay: with one letter of a transaction all of it.</summary>
internal sealed class UnitFaults(IReadOnlyList<ReplayUnit> units)
{
    private readonly Dictionary<long, ReplayUnit> _units = units.Where(static unit => unit.Letters.Count > 1)
        .SelectMany(static unit => unit.Letters, static (unit, letter) => (letter.Offset, Unit: unit)).ToDictionary(static one => one.Offset, static one => one.Unit);

    private readonly Dictionary<long, DeadLetter> _bad = [];
    private readonly Dictionary<ReplayUnit, DeadLetter> _culprits = [];

    /// <summary>Letters that cannot be applied, among these.</summary>
    public IEnumerable<DeadLetter> Of(IEnumerable<ClaimedLetter> claimed)
    {
        foreach (var (record, offset) in claimed.Select(static letter => (letter.Record, letter.Record.Offset)))
        {
            if (_bad.TryGetValue(offset, out var own))
            {
                yield return own;
            }
            else if (_units.TryGetValue(offset, out var unit) && _culprits.TryGetValue(unit, out var culprit))
            {
                yield return ParkedTransactions.With(record, unit.Transaction!, culprit);
            }
        }
    }

    /// <summary>Takes in letters that could not be written; true when there are any, so that the others are tried without them.</summary>
    public bool Add(IReadOnlyCollection<DeadLetter> unfit)
    {
        foreach (var letter in unfit)
        {
            _bad.TryAdd(letter.Record.Offset, letter);
        }

        Spread(unfit);
        return unfit.Count > 0;
    }

    /// <summary>Takes in letters that failed by themselves; true when that makes others of their transactions fail.</summary>
    public bool Spread(IEnumerable<DeadLetter> failed)
    {
        var isNew = false;
        foreach (var letter in failed)
        {
            if (_units.TryGetValue(letter.Record.Offset, out var unit) && _culprits.TryAdd(unit, letter))
            {
                _bad.TryAdd(letter.Record.Offset, letter);
                isNew = true;
            }
        }

        return isNew;
    }
}
