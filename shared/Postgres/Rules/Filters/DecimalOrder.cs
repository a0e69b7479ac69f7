using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>Compares decimals of any length by their text, exactly.</summary>
internal static class DecimalOrder
{
    /// <summary>Below 0, 0 or above 0; null when one is no finite number.</summary>
    public static int? Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var (a, b) = (new byte[left.Length + 1], new byte[right.Length + 1]);
        return ReducedDecimal.TryReduce(left, a, out var leftDigits, out var leftExponent) && ReducedDecimal.TryReduce(right, b, out var rightDigits, out var rightExponent)
            ? Compare(a.AsSpan(0, leftDigits), leftExponent, b.AsSpan(0, rightDigits), rightExponent)
            : null;
    }

    private static int Compare(ReadOnlySpan<byte> left, int leftExponent, ReadOnlySpan<byte> right, int rightExponent)
    {
        var (leftSign, rightSign) = (Sign(left), Sign(right));
        if (leftSign != rightSign || leftSign == 0)
        {
            return leftSign.CompareTo(rightSign);
        }

        left = left[(leftSign < 0 ? 1 : 0)..];
        right = right[(rightSign < 0 ? 1 : 0)..];
        var order = ((long)left.Length + leftExponent).CompareTo((long)right.Length + rightExponent);

        // Digits before equal points compare as text: neither begins nor ends with a zero.
        return leftSign * (order != 0 ? order : left.SequenceCompareTo(right));
    }

    private static int Sign(ReadOnlySpan<byte> digits) => digits switch
    {
        [(byte)'0'] => 0,
        [(byte)'-', ..] => -1,
        _ => 1,
    };
}
