using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.Functions;

#pragma warning disable CA1822 // Functions are called on an instance or not, as a person writes them.

/// <summary>What a sample function is told to do, and what it saw.</summary>
public sealed class Probe
{
    public List<object> Seen { get; } = [];

    public Func<int, Task>? Act { get; set; }

    public int Calls { get; private set; }

    public int Disposed { get; set; }

    public Task SeeAsync(params object[] what)
    {
        Seen.AddRange(what);
        return Act?.Invoke(++Calls) ?? Task.CompletedTask;
    }
}

public sealed class BatchFunctions(Probe probe) : IDisposable
{
    [Function("Records")]
    [FixedDelayRetry(2, "00:00:10")]
    public Task Records([KafkaTrigger("b", "t", IsBatched = true)] KafkaRecord[] records, FunctionContext context, CancellationToken cancellation)
        => probe.SeeAsync(records, context, cancellation, context.RetryContext!.RetryCount, context.InvocationId);

    [Function("Endless")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public async ValueTask Endless([KafkaTrigger("b", "t", IsBatched = true)] string[] records) => await probe.SeeAsync([.. records]);

    [Function("Bytes")]
    public void Bytes([KafkaTrigger("b", "t", IsBatched = true)] byte[][] values) => probe.SeeAsync([.. values]).GetAwaiter().GetResult();

    [Function("Nightly")]
    public Task Nightly([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => probe.SeeAsync(timer);

    public void Dispose() => probe.Disposed++;
}

public static class StaticFunctions
{
    [Function("One")]
    public static Task One([KafkaTrigger("b", "t")] KafkaRecord record)
    {
        _ = record;
        return Task.CompletedTask;
    }
}

public sealed class WrongFunctions
{
    [Function("ListOfRecords")]
    public void ListOfRecords([KafkaTrigger("b", "t", IsBatched = true)] List<KafkaRecord> records) => _ = records;

    [Function("SingleFormOfBatch")]
    public void SingleFormOfBatch([KafkaTrigger("b", "t")] KafkaRecord[] records) => _ = records;

    [Function("NoTrigger")]
    public void NoTrigger(string text) => _ = text;

    [Function("Service")]
    public void Service([TimerTrigger("0 0 3 * * *")] TimerInfo timer, Probe probe) => _ = (timer, probe);

    [Function("Result")]
    public string Result([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => timer.ToString()!;

    [Function("Senseless")]
    [FixedDelayRetry(-3, "00:00:01")]
    public void Senseless([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => _ = timer;

    [Function("Twin")]
    public void Twin([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => _ = timer;

    [Function("twin")]
    public void OtherTwin([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => _ = timer;
}
