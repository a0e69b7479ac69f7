using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Resilience;
using Confluent.Kafka;

namespace CdcFunctions.Host.Kafka;

/// <summary>Knows whether a broker can be used: remembers what the client reports, and asks again until one answers. Thread-safe.</summary>
internal sealed class BrokerWatch(string brokers, TimeProvider time, ThreadProvider threads)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    // librdkafka speaks of a lost broker once, and an answer that was under way may unsay it: silence is asked about.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private volatile string? _problem;
    private volatile string? _lastDetail;
    private Deadline? _untilNextProbe;
    private Task _probe = Task.CompletedTask;
    private long _lastAnswer = time.GetTimestamp();

    /// <summary>Why no broker can be used; null while all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Takes note of an error. One broker of several that is away is no problem yet.</summary>
    public void Report(Error error)
    {
        switch (error.Code)
        {
            case ErrorCode.Local_AllBrokersDown:
                _problem ??= NoAnswer(error.Reason);
                break;
            case ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed:
                _problem = $"The broker refuses the login: {error.Reason}. Check user, password and sasl.mechanism";
                break;
            case ErrorCode.Local_Ssl:
                _problem = $"TLS to the broker fails: {error.Reason}. Check the CA, the certificate and the broker's name";
                break;
            case ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut:
                _lastDetail = error.Reason;
                break;
            default:
                break;
        }
    }

    /// <summary>Takes note that a broker has answered.</summary>
    public void Answered()
    {
        _problem = null;
        Volatile.Write(ref _lastAnswer, time.GetTimestamp());
    }

    /// <summary>While there is a problem or nothing is heard, asks every few seconds whether a broker answers. Called by the poll thread.</summary>
    public void Tick(IGroupConsumer consumer)
    {
        var isWell = _problem is null && time.GetElapsedTime(Volatile.Read(ref _lastAnswer)) < Silence;
        if (isWell || !_probe.IsCompleted || _untilNextProbe is { IsOver: false })
        {
            return;
        }

        _untilNextProbe = new Deadline(time, ProbeInterval);
        _probe = threads.RunAsync(() =>
        {
            if (consumer.IsReachable(ProbeTimeout))
            {
                Answered();
            }
            else
            {
                _problem ??= NoAnswer("no answer to a question");
            }
        });
    }

    /// <summary>Waits for a question under way, so that the consumer can be disposed.</summary>
    public void Settle(TimeSpan timeout) => threads.Wait([_probe], timeout);

    private string NoAnswer(string reason) => $"No broker of {brokers} answers: {_lastDetail ?? reason}. Check the address, the network and the broker";
}
