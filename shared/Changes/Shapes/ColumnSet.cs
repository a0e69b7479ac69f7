using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Shapes;

/// <summary>The columns of a shape at one moment. Immutable but for the hint which property follows which.</summary>
internal sealed class ColumnSet
{
    private readonly Dictionary<int, int[]> _byHash = [];
    private readonly int[] _rowOrder;
    private readonly int[] _keyOrder;

    public ColumnSet(ColumnPlan[] plans)
    {
        Plans = plans;
        _rowOrder = new int[plans.Length + 1];
        _keyOrder = new int[plans.Length + 1];
        for (var i = 0; i < plans.Length; i++)
        {
            (_rowOrder[i], _keyOrder[i]) = (i, i);
            var hash = Hash(plans[i].Utf8Name);
            _byHash[hash] = [.. _byHash.GetValueOrDefault(hash, []), i];
        }

        KeyIndexes = [.. Enumerable.Range(0, plans.Length).Where(i => plans[i].KeyOrdinal >= 0).OrderBy(i => plans[i].KeyOrdinal)];
    }

    /// <summary>No columns.</summary>
    public static ColumnSet Empty { get; } = new([]);

    /// <summary>The columns.</summary>
    public ColumnPlan[] Plans { get; }

    /// <summary>Indices of the key columns in key order.</summary>
    public int[] KeyIndexes { get; }

    /// <summary>Index of the column that a row's property name names, or -1.</summary>
    /// <param name="reader">Stands on the property name.</param>
    /// <param name="previous">Index of the property before plus one; moves on.</param>
    /// <param name="scratch">Memory for names with escapes.</param>
    public int FindInRow(ref Utf8JsonReader reader, ref int previous, DecodeScratch scratch) => Find(ref reader, ref previous, scratch, _rowOrder);

    /// <summary>The same for a key.</summary>
    public int FindInKey(ref Utf8JsonReader reader, ref int previous, DecodeScratch scratch) => Find(ref reader, ref previous, scratch, _keyOrder);

    /// <summary>Index of a column by name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        foreach (var index in _byHash.GetValueOrDefault(Hash(name), []))
        {
            if (name.SequenceEqual(Plans[index].Utf8Name))
            {
                return index;
            }
        }

        return -1;
    }

    // Connectors repeat an order, so the name that followed last time is tried first. Racing threads may write different
    // hints; each is a valid index, and a wrong one costs a look-up.
    private int Find(ref Utf8JsonReader reader, ref int previous, DecodeScratch scratch, int[] order)
    {
        var hint = order[previous];
        if (hint < Plans.Length && !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(Plans[hint].Utf8Name))
        {
            previous = hint + 1;
            return hint;
        }

        var index = Find(scratch.Text(ref reader));
        if (index >= 0)
        {
            order[previous] = index;
            previous = index + 1;
        }

        return index;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
