using FsCheck;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace CdcFunctions.Support.Properties;

/// <summary>Keeps the smallest case for which a claim did not hold.</summary>
internal sealed class SmallestFailure : IRunner
{
    /// <summary>It, how many cases were tried, how often it was made smaller, and the exception that it ended with, if any; null while the claim holds.</summary>
    public (object Smallest, int Cases, int Shrinks, string? Why)? Failure { get; private set; }

    /// <inheritdoc />
    public void OnStartFixture(Type t)
    {
    }

    /// <inheritdoc />
    public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    /// <inheritdoc />
    public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    /// <inheritdoc />
    public void OnFinished(string name, TestResult testResult)
    {
        if (testResult is TestResult.Failed failed)
        {
            var why = failed.Item4 is Outcome.Failed thrown ? thrown.Item.ToString() : null;
            Failure = (failed.Item3.Head, failed.Item1.NumberOfTests, failed.Item1.NumberOfShrinks, why);
        }
        else if (testResult is TestResult.Exhausted exhausted)
        {
            throw new InvalidOperationException($"No more cases after {exhausted.Item.NumberOfTests}.");
        }
    }
}
