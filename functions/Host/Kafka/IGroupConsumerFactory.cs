namespace CdcFunctions.Host.Kafka;

/// <summary>Makes a consumer that has joined its group.</summary>
internal interface IGroupConsumerFactory
{
    /// <summary>A new consumer, subscribed; group events go to <paramref name="events"/> on the thread that polls.</summary>
    /// <exception cref="Operations.Configuration.ConfigurationException">A property is unknown or its value senseless.</exception>
    IGroupConsumer Create(KafkaTrigger trigger, IGroupEvents events);
}
