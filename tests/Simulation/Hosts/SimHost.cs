using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Kafka.Buffers;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Sabotage;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>One process of the product on a simulated machine: listener, lanes, function, applier and checkpoints are the real ones.</summary>
internal sealed class SimHost : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly TraceLogger _logger;
    private readonly TransactionApplier _transactions;

    static SimHost() => BufferPool.Scrubs = true;

    public SimHost(Machine machine, Agenda agenda, SimBroker broker, IStoreServer server, StoreState state, SourceOptions source, ListenerOptions options, Random chance, Planted planted)
    {
        Machine = machine;
        _logger = new TraceLogger(machine);
        var warehouse = new SimDataSource(planted.Around(server), machine);
        var types = new TargetTypes([source]);
        state.Tables.ForEach(table => types.Publish(table.Shape));
        var checkpoints = new CheckpointStore(warehouse);
        var bindings = new SimBindings(state, types, machine.Time, async cancellation => await (await warehouse.OpenConnectionAsync(cancellation)).DisposeAsync());
        var sources = SimSource.Catalog(source, types, planted.Around);
        _transactions = TransactionApplier.Over(warehouse, bindings, Tally, Transactions, new TaskTime(machine), _logger.For<TransactionApplier>(), largestInBatch: chance.Next(3, 60));
        var applier = new ChangeApplier(
            checkpoints, sources, new BatchTransaction(warehouse, bindings), _transactions, Tally, new KafkaOptions { ConsumerGroup = SimSource.Group }, _logger.For<ChangeApplier>());
        _services = new ServiceCollection().AddSingleton(applier).BuildServiceProvider();
        var function = SimSource.Function(source.Dialect);
        var trigger = new KafkaTrigger
        {
            Function = function,
            Brokers = "simulated:9092",
            Topics = source.Topics,
            ConsumerGroup = SimSource.Group,
            Properties = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        var invoker = new FunctionInvoker(_services.GetRequiredService<IServiceScopeFactory>(), [], machine.Time, chance, _logger.For<FunctionInvoker>());
        Listener = new KafkaListener(
            trigger, planted.Around(new FunctionBatchHandler(function, invoker)), new SimConsumers(machine, agenda, broker, chance), planted.Around(new SimPositions(checkpoints, _transactions, sources)),
            options, machine.Time, chance, _logger.For<KafkaListener>(), machine.Threads);
    }

    public Machine Machine { get; }

    public ApplyTally Tally { get; } = new();

    public TransactionTally Transactions { get; } = new();

    public KafkaListener Listener { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _services.Dispose();
        _transactions.Dispose();
        _logger.Dispose();
    }
}
