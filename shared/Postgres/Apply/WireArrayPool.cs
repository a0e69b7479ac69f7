using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Keeps parameter arrays for the next batch, so that the hot path allocates no buffers.</summary>
internal static class WireArrayPool
{
    private const int Most = 1024;

    // The one that was used last is the one whose memory is still near.
    private static readonly Stack<WireArray> Free = new();
    private static readonly Lock Gate = new();

    /// <summary>An empty array of this element type.</summary>
    public static WireArray Rent(WireType type)
    {
        WireArray? array;
        lock (Gate)
        {
            Free.TryPop(out array);
        }

        if (array is null)
        {
            return new WireArray(type);
        }

        array.Clear(type);
        return array;
    }

    /// <summary>Gives an array back; what was sent with it must have been answered.</summary>
    public static void Return(WireArray array)
    {
        array.Shrink();
        lock (Gate)
        {
            if (Free.Count < Most)
            {
                Free.Push(array);
                return;
            }
        }

        array.Dispose();
    }
}
