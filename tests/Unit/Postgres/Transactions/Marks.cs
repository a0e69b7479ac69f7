using System.Globalization;
using CdcFunctions.Changes.Transactions;

namespace CdcFunctions.Unit.Postgres.Transactions;

/// <summary>Marks from short words: <c>B7</c> BEGIN of 7, <c>a7.1</c> first change of table a in 7, <c>E7 a=1 b=2</c> its END, <c>-</c> no transaction, <c>?</c> unreadable.</summary>
internal static class Marks
{
    public static TransactionMark[] Of(params string[] words) => [.. words.Select(Read)];

    public static TransactionId Id(long number) => new(number.ToString(CultureInfo.InvariantCulture), number, 0);

    private static TransactionMark Read(string word) => word[0] switch
    {
        '-' => TransactionMark.None,
        '?' => TransactionMark.Unreadable,
        'B' => new(TransactionMarkKind.Begin, Id(Number(word[1..]))),
        'E' => new(TransactionMarkKind.End, Id(Number(word.Split(' ')[0][1..])), Counts: [.. word.Split(' ')[1..].Select(Count)]),
        _ => new(TransactionMarkKind.Event, Id(Number(word[1..].Split('.')[0])), word[..1], Number(word.Split('.')[1])),
    };

    private static CollectionCount Count(string text) => new(text[..1], Number(text[2..]));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
