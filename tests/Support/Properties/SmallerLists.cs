namespace CdcFunctions.Support.Properties;

/// <summary>Makes a case that is a list smaller.</summary>
public static class SmallerLists
{
    /// <summary>The list without a half of it, a quarter, … one element; then with one element made smaller.</summary>
    public static IEnumerable<List<T>> Of<T>(IReadOnlyList<T> list, Func<T, IEnumerable<T>>? element = null)
    {
        for (var size = (list.Count + 1) / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < list.Count; start += size)
            {
                yield return [.. list.Take(start), .. list.Skip(start + size)];
            }
        }

        for (var at = 0; element is not null && at < list.Count; at++)
        {
            foreach (var smaller in element(list[at]))
            {
                yield return [.. list.Take(at), smaller, .. list.Skip(at + 1)];
            }
        }
    }
}
