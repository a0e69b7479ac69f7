using System.Numerics;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Which numbers from 1 on were seen: a bit each, so that a million changes take 125 KB.</summary>
internal sealed class OrderSet
{
    // A number beyond this is no count of changes; it is only counted.
    private const long Most = 1L << 28;

    private ulong[] _words;
    private long _strange;

    public OrderSet()
        : this([], 0)
    {
    }

    private OrderSet(ulong[] words, long strange) => (_words, _strange) = (words, strange);

    /// <summary>How many different numbers were seen.</summary>
    public long Count
    {
        get
        {
            var count = _strange;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Takes in a number; a second time changes nothing.</summary>
    public void Add(long number)
    {
        if (number is < 1 or > Most)
        {
            _strange++;
            return;
        }

        var word = (int)(number >> 6);
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        }

        _words[word] |= 1UL << (int)(number & 63);
    }

    /// <summary>An independent copy.</summary>
    public OrderSet Copy() => new([.. _words], _strange);
}
