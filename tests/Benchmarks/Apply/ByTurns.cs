namespace CdcFunctions.Benchmarks.Apply;

/// <summary>Two ways to write the same rows, a batch by turns: what else the machine does meets both, and their share holds where their rates do not.</summary>
internal static class ByTurns
{
    /// <summary>Writes the rows both ways, each in batches of its own.</summary>
    /// <param name="rows">Rows each way.</param>
    /// <param name="batch">Rows in one batch.</param>
    /// <param name="one">Writes a batch of the one way and returns rows a second.</param>
    /// <param name="other">The same of the other.</param>
    /// <returns>Rows a second of each.</returns>
    public static async Task<(double One, double Other)> MeasureAsync(int rows, int batch, Func<int, Task<double>> one, Func<int, Task<double>> other)
    {
        var (oneTime, otherTime) = (0.0, 0.0);
        for (var done = 0; done < rows; done += batch)
        {
            oneTime += batch / await one(batch);
            otherTime += batch / await other(batch);
        }

        return (rows / oneTime, rows / otherTime);
    }
}
