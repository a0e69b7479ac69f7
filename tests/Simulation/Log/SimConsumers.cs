using CdcFunctions.Host.Kafka;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Log;

/// <summary>Makes the consumers of a machine.</summary>
internal sealed class SimConsumers(Machine machine, Agenda agenda, SimBroker broker, Random chance) : IGroupConsumerFactory
{
    private int _made;

    /// <inheritdoc/>
    public IGroupConsumer Create(KafkaTrigger trigger, IGroupEvents events) => new SimConsumer(machine, agenda, broker, events, chance, ++_made);
}
