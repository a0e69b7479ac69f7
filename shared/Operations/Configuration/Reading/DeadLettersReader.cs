namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>deadLetters</c>.</summary>
internal static class DeadLettersReader
{
    private const string Allowed = "up to 249 letters, digits, dots, underscores and dashes";

    /// <summary>The options.</summary>
    public static DeadLetterOptions Read(Section letters)
    {
        var topic = letters.Text("topic");
        if (topic is not null && !TopicPattern.IsLegalName(topic))
        {
            letters.FaultyValue("topic", topic, Allowed, "Correct the name, such as topic: cdc.dead-letters");
            topic = null;
        }

        letters.RefuseOthers();
        return new DeadLetterOptions { Topic = topic };
    }

    /// <summary>Reports a topic that a source reads: its letters would be parked again for ever.</summary>
    public static void CheckTopic(Section root, DeadLetterOptions letters, IEnumerable<SourceOptions> sources)
    {
        if (letters.Topic is { } topic && sources.FirstOrDefault(source => source.Topics.Any(one => TopicOverlap.Find(topic, one) is not null)) is { } reader)
        {
            root.Fault("deadLetters.topic", $"is {topic}, which source {reader.Name} reads", "a topic that no source covers", "Choose another name");
        }
    }
}
