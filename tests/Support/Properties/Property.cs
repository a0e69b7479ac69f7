using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace CdcFunctions.Support.Properties;

/// <summary>Checks a claim for many generated cases; a failure shows the smallest case that was found and how to repeat it.</summary>
public static class Property
{
    private const int Size = 50;

    /// <summary>Checks a claim.</summary>
    /// <param name="tests">Test project, for the command that repeats a failure.</param>
    /// <param name="cases">How many.</param>
    /// <param name="generator">Makes them.</param>
    /// <param name="smaller">Cases a little smaller than one; the smallest that fails is shown as its <c>ToString</c>.</param>
    /// <param name="fault">What is wrong with a case; null when the claim holds.</param>
    public static void Check<T>(string tests, int cases, Gen<T> generator, Func<T, IEnumerable<T>> smaller, Func<T, string?> fault)
        where T : class
    {
        var seed = Seeds.Take(1).First();
        var faults = new ConditionalWeakTable<T, string>();
        bool Holds(T one)
        {
            if (fault(one) is not { } found)
            {
                return true;
            }

            faults.AddOrUpdate(one, found);
            return false;
        }

        var runner = new SmallestFailure();
        var config = Config.Quick.WithMaxTest(cases).WithStartSize(Size).WithEndSize(Size).WithRunner(runner)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed), FSharpOption<int>.None)));
        FsCheck.Check.One(config, Prop.ForAll(Arb.From(generator, smaller), (Func<T, bool>)Holds));
        if (runner.Failure is { } failure)
        {
            var smallest = (T)failure.Smallest;
            Assert.Fail($"{faults.GetValue(smallest, one => failure.Why ?? fault(one) ?? "it held the next time")}\ncase {failure.Cases}, made smaller {failure.Shrinks} times{Seeds.Describe(seed, tests)}:\n{smallest}");
        }
    }

    /// <summary>The same for a claim that takes time; <c>FsCheck</c> waits for it on a thread of the pool.</summary>
    public static Task CheckAsync<T>(string tests, int cases, Gen<T> generator, Func<T, IEnumerable<T>> smaller, Func<T, Task<string?>> fault)
        where T : class
        => Task.Run(() => Check(tests, cases, generator, smaller, one => fault(one).GetAwaiter().GetResult()));
}
