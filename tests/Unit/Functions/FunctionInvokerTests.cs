using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Unit.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Unit.Functions;

public sealed class FunctionInvokerTests
{
    private readonly Probe _probe = new();
    private readonly ManualTime _time = new();
    private readonly KafkaRecord[] _batch = [new() { Topic = "t", Value = [1] }];
    private readonly List<MiddlewareRegistration> _middleware = [];

    [Fact]
    public async Task A_function_gets_its_payload_its_context_and_its_token()
    {
        using var cancellation = new CancellationTokenSource();

        await InvokeAsync("Records", new Invocation { Payload = _batch, Cancellation = cancellation.Token });

        Assert.Same(_batch, _probe.Seen[0]);
        var context = Assert.IsAssignableFrom<FunctionContext>(_probe.Seen[1]);
        Assert.Equal("Records", context.FunctionDefinition.Name);
        Assert.Equal(cancellation.Token, _probe.Seen[2]);
        Assert.Equal(1, _probe.Disposed);
    }

    [Theory]
    [InlineData("Endless")]
    [InlineData("Bytes")]
    public async Task Functions_may_return_a_value_task_or_nothing(string function)
    {
        object payload = function == "Bytes" ? new byte[][] { [1], [] } : new[] { "{}", "{}" };

        await InvokeAsync(function, new Invocation { Payload = payload });

        Assert.Equal(2, _probe.Seen.Count);
    }

    [Fact]
    public async Task A_failed_call_is_repeated_with_the_same_id_and_a_count()
    {
        _probe.Act = call => call < 3 ? throw new InvalidOperationException("no") : Task.CompletedTask;

        var run = InvokeAsync("Records", new Invocation { Payload = _batch });
        await PassAsync(run);

        Assert.Equal([0, 1, 2], _probe.Seen.OfType<int>());
        Assert.Single(_probe.Seen.OfType<string>().Distinct());
        Assert.Equal(3, _probe.Disposed);
        Assert.Equal(TimeSpan.FromSeconds(20), _time.GetUtcNow() - new ManualTime().GetUtcNow());
    }

    [Fact]
    public async Task When_retries_are_used_up_the_last_exception_comes_out()
    {
        _probe.Act = call => throw new InvalidOperationException($"no {call}");
        var failures = new List<FailedAttempt>();

        var run = InvokeAsync("Records", new Invocation { Payload = _batch, Failed = failures.Add });

        Assert.Equal("no 3", (await Assert.ThrowsAsync<InvalidOperationException>(() => PassAsync(run))).Message);
        Assert.Equal([10, 10, null], failures.Select(f => f.NextIn?.TotalSeconds));
    }

    [Fact]
    public async Task An_endless_policy_goes_on_until_it_is_stopped()
    {
        _probe.Act = _ => throw new TimeoutException();
        using var stopping = new CancellationTokenSource();

        var run = InvokeAsync("Endless", new Invocation { Payload = new[] { "{}" }, Stopping = stopping.Token });
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return _probe.Calls > 50;
            },
            "50 attempts");
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task After_a_stop_no_attempt_begins()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InvokeAsync("Records", new Invocation { Payload = _batch, Stopping = stopping.Token }));

        Assert.Empty(_probe.Seen);
    }

    [Theory]
    [InlineData(typeof(NullReferenceException))]
    [InlineData(typeof(FencedException))]
    public async Task What_repeating_cannot_mend_is_not_repeated(Type exception)
    {
        _probe.Act = _ => throw (Exception)Activator.CreateInstance(exception)!;

        await Assert.ThrowsAsync(exception, () => InvokeAsync("Endless", new Invocation { Payload = new[] { "{}" } }));

        Assert.Equal(1, _probe.Calls);
    }

    [Fact]
    public async Task Middleware_stands_around_the_call_in_the_order_of_registration()
    {
        var order = new List<string>();
        _middleware.Add(Around("outer"));
        _middleware.Add(Around("inner"));

        await InvokeAsync("Records", new Invocation { Payload = _batch });

        Assert.Equal(["outer in", "inner in", "inner out", "outer out"], order);

        MiddlewareRegistration Around(string name) => new(next => async context =>
        {
            order.Add($"{name} in");
            await next(context);
            order.Add($"{name} out");
        });
    }

    private Task InvokeAsync(string function, Invocation invocation)
    {
        var services = new ServiceCollection().AddSingleton(_probe).BuildServiceProvider();
        var invoker = new FunctionInvoker(services.GetRequiredService<IServiceScopeFactory>(), _middleware, _time, new Random(1), NullLogger<FunctionInvoker>.Instance);
        var found = new FunctionDiscovery(new List<ConfigurationFault>()).Find([typeof(BatchFunctions)]).Single(f => f.Name == function);
        return invoker.InvokeAsync(found, invocation);
    }

    private async Task PassAsync(Task run)
    {
        await Eventually.TrueAsync(
            () =>
            {
                if (!run.IsCompleted && _time.Waiting > 0)
                {
                    _time.Advance(TimeSpan.FromSeconds(10));
                }

                return run.IsCompleted;
            },
            "the run ended");
        await run;
    }
}
