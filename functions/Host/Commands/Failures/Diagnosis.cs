using System.Net.Sockets;
using System.Reflection;
using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;
using Confluent.Kafka;
using Npgsql;

namespace CdcFunctions.Host.Commands.Failures;

/// <summary>What a failure means for the person who must act: what happened, what to do, and the exit code.</summary>
/// <param name="Problem">One sentence or more, without a secret.</param>
/// <param name="Remedy">What to do; null when the problem says it.</param>
/// <param name="ExitCode">See <see cref="Commands.ExitCode"/>.</param>
public sealed record Diagnosis(string Problem, string? Remedy, int ExitCode)
{
    /// <summary>True for a failure that nobody foresaw: its stack trace is worth having.</summary>
    public bool IsUnexpected { get; private init; }

    /// <summary>The whole message: one line, or one for each fault of the configuration.</summary>
    public override string ToString() => Remedy is null ? Problem : $"{Problem} {Remedy}";

    /// <summary>Diagnoses an exception.</summary>
    public static Diagnosis Of(Exception failure, FailureContext context)
    {
        var cause = Unwrapped(failure);
        if (cause is ConfigurationException configuration)
        {
            return new(configuration.Message, null, Commands.ExitCode.BadUsage);
        }

        var found = Known(cause, context) ?? Unexpected(cause);
        return found with { Problem = context.Hide(OneLine(found.Problem)), Remedy = found.Remedy is null ? null : context.Hide(OneLine(found.Remedy)) };
    }

    private static Diagnosis? Known(Exception failure, FailureContext context) => failure switch
    {
        UnknownFunctionException unknown => new(unknown.Message, null, Commands.ExitCode.BadUsage),
        RecordedEventsException or PrivateServerException => new(failure.Message, null, Commands.ExitCode.Failed),
        OperationCanceledException => new("Cancelled before it was done.", null, Commands.ExitCode.Failed),
        NpgsqlException postgres => PostgresDiagnosis.Of(postgres, context),
        KafkaException kafka => KafkaDiagnosis.Of(kafka.Error, context),
        _ when KafkaDiagnosis.OfSetting(failure) is { } setting => setting,
        _ when IsPostgresSetting(failure) => new(failure.Message.Split(" (Parameter")[0], "Keywords: https://www.npgsql.org/doc/connection-string-parameters.html", Commands.ExitCode.BadUsage),
        IOException or SocketException when AddressFault(failure) is { } address => new(
            address == SocketError.AddressAlreadyInUse ? $"The address {context.Listen} is in use by another process." : $"The address {context.Listen} cannot be listened on ({address}).",
            "Change host.listen (CDC_HOST__LISTEN); port 0 picks a free one.",
            Commands.ExitCode.Failed),
        NotSupportedException unsupported when unsupported.Message.StartsWith("This build", StringComparison.Ordinal) => new(unsupported.Message, null, Commands.ExitCode.Failed),
        _ => failure.InnerException is { } inner and (NpgsqlException or KafkaException) ? Known(inner, context) : null,
    };

    private static Diagnosis Unexpected(Exception failure)
        => new($"Unexpected failure: {failure.GetType().Name}: {failure.Message}", "Run it again with --verbose to see where.", Commands.ExitCode.Failed) { IsUnexpected = true };

    private static Exception Unwrapped(Exception failure)
        => failure is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 } && failure.InnerException is { } inner
            ? Unwrapped(inner)
            : failure;

    private static bool IsPostgresSetting(Exception failure)
        => failure is ArgumentException && (failure.Message.StartsWith("postgres.", StringComparison.Ordinal) || string.Equals(failure.Source, "Npgsql", StringComparison.Ordinal));

    private static SocketError? AddressFault(Exception? failure)
        => failure is null ? null
            : failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable or SocketError.AccessDenied } socket ? socket.SocketErrorCode
            : AddressFault(failure.InnerException);

    private static string OneLine(string text)
        => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
