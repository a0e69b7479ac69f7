namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads the whole tree into <see cref="CdcOptions"/>.</summary>
internal static class OptionsReader
{
    /// <summary>The options; faults go to the section's reader.</summary>
    public static CdcOptions Read(Section root)
    {
        var postgres = PostgresReader.Read(root, root.Below("postgres"));
        var kafka = root.Below("kafka") is { } brokers ? KafkaReader.Read(brokers) : new KafkaOptions();
        var host = root.Below("host") is { } process ? HostReader.Read(process) : new HostOptions();
        var timers = root.Below("timers") is { } schedule ? TimerReader.Read(schedule) : new TimerOptions();
        var retention = root.Below("retention") is { } ages ? RetentionReader.Read(ages) : new RetentionOptions();
        var watch = root.Below("watch") is { } silence ? RetentionReader.ReadWatch(silence) : new WatchOptions();
        var letters = root.Below("deadLetters") is { } parked ? DeadLettersReader.Read(parked) : new DeadLetterOptions();
        var masking = root.Below("masking") is { } masks ? MaskingReader.Read(masks) : new MaskingOptions();
        var sections = root.Sections("sources");
        if (!root.Has("sources"))
        {
            root.FaultMissing("sources", "a list of at least one source", "sources: [{ name: shop, dialect: scylla, topics: ^shop\\..* }]");
        }
        else if (root.IsEmptyList("sources"))
        {
            root.Fault("sources", "is empty", "a list of at least one source", "Add - name: shop and the other keys of a source");
        }

        var sources = sections.Select(section => (section, Source: SourceReader.Read(section))).ToList();
        SourceChecks.Run(sources);
        MaskingReader.CheckSalt(root, masking, sources.Select(source => source.Source));
        DeadLettersReader.CheckTopic(root, letters, sources.Select(source => source.Source));
        root.RefuseOthers();
        return new CdcOptions
        {
            Postgres = postgres,
            Kafka = kafka,
            Host = host,
            Timers = timers,
            Retention = retention,
            Watch = watch,
            DeadLetters = letters,
            Masking = masking,
            Sources = [.. sources.Select(source => source.Source)],
        };
    }
}
