using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters.Outbox;
using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.Host.DeadLetters;

/// <summary>Sends dead letters to <c>deadLetters.topic</c> after the commit that parked them, at least once, oldest first.</summary>
/// <remarks>Asks the table every second. A broker or database that is away holds up nothing else: letters wait in the table.</remarks>
internal sealed partial class DeadLetterTopic(CdcOptions options, DeadLetterOutbox outbox, TimeProvider time, ILogger<DeadLetterTopic> logger) : BackgroundService, IHealthPart
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string? _topic = options.DeadLetters.Topic;
    private volatile string? _fault;

    /// <inheritdoc />
    public IEnumerable<HealthReport> Report()
    {
        if (_topic is not null)
        {
            // Rows are applied all the same: this is no reason to be unready.
            yield return HealthReport.Well("dead-letter topic", _fault ?? $"{_topic} has every dead letter.");
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _topic is null ? Task.CompletedTask : Task.Run(() => FollowAsync(stoppingToken), stoppingToken);

    private async Task FollowAsync(CancellationToken stopping)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(Properties()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await outbox.SendAsync(options.Kafka.ConsumerGroup, (letters, cancellation) => SendAsync(producer, letters, cancellation), stopping) == DeadLetterOutbox.MostLetters)
                {
                    // More wait.
                }

                _fault = null;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (away is KafkaException or NpgsqlException or TimeoutException)
            {
                if (_fault is null)
                {
                    Log.Away(logger, _topic!, away.Message);
                }

                _fault = $"{_topic}: {away.Message} Letters wait in cdc.dead_letter. Check that the topic exists and may be written to.";
            }

            await Task.Delay(Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task SendAsync(IProducer<byte[]?, byte[]?> producer, IReadOnlyList<OutgoingLetter> letters, CancellationToken cancellation)
        => Task.WhenAll(letters.Select(letter => SendAsync(producer, letter, cancellation)));

    private async Task SendAsync(IProducer<byte[]?, byte[]?> producer, OutgoingLetter letter, CancellationToken cancellation)
    {
        try
        {
            await producer.ProduceAsync(_topic, DeadLetterMessage.Of(letter), cancellation);
        }
        catch (ProduceException<byte[]?, byte[]?> refused) when (refused.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            // What happened is told at least; the record stands in the table.
            await producer.ProduceAsync(_topic, DeadLetterMessage.Of(letter, withoutRecord: true), cancellation);
        }
    }

    private Dictionary<string, string> Properties() => new(options.Kafka.Properties, StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = options.Kafka.Brokers,
        ["enable.idempotence"] = "true",
        ["message.timeout.ms"] = "15000",
        ["compression.type"] = "lz4",
    };
}
