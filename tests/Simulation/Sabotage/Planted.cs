using CdcFunctions.Changes;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Simulation.Store;

namespace CdcFunctions.Simulation.Sabotage;

/// <summary>Wraps the product's seams so that one bug is in them.</summary>
internal sealed class Planted(PlantedBug bug, StoreState state, Random chance)
{
    public IStoreServer Around(IStoreServer server) => bug is PlantedBug.None ? server : new SabotagedServer(server, state, bug);

    public IChangeDecoder Around(IChangeDecoder decoder) => bug is PlantedBug.RecordNotDecoded ? new ForgetfulDecoder(decoder) : decoder;

    public IBatchHandler Around(IBatchHandler handler) => bug is PlantedBug.FailureAcknowledged ? new OptimisticHandler(handler) : handler;

    public IPartitionPositions Around(IPartitionPositions positions) => bug is PlantedBug.LaneSkipsAhead ? new HastyPositions(positions, chance) : positions;
}
