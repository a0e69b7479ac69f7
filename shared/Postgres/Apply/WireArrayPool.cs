using System.Collections.Concurrent;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Keeps parameter arrays for the next batch, so that the hot path allocates no buffers.</summary>
internal static class WireArrayPool
{
    private const int Most = 1024;

    private static readonly ConcurrentBag<WireArray> Free = [];

    /// <summary>An empty array of this element type.</summary>
    public static WireArray Rent(WireType type)
    {
        if (!Free.TryTake(out var array))
        {
            return new WireArray(type);
        }

        array.Clear(type);
        return array;
    }

    /// <summary>Gives an array back; what was sent with it must have been answered.</summary>
    public static void Return(WireArray array)
    {
        if (Free.Count < Most)
        {
            array.Shrink();
            Free.Add(array);
        }
        else
        {
            array.Dispose();
        }
    }
}
