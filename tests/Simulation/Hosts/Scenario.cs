using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using CdcFunctions.Simulation.Workload;
using CdcFunctions.Simulation.Workload.Transactions;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>Which connector fills which topic, and how its source is configured. The seed alone decides.</summary>
/// <param name="Form">How events look.</param>
/// <param name="IsAtomic">Whether the source's transactions become visible as wholes.</param>
internal sealed record Scenario(IEventForm Form, bool IsAtomic = false)
{
    public static Scenario Of(int seed) => (seed % 4) switch
    {
        0 => new Scenario(new ScyllaForm()),
        1 => new Scenario(new SqlServerForm()),
        2 => new Scenario(new CassandraForm()),
        _ => new Scenario(new SqlServerForm(), IsAtomic: true),
    };

    public Dialect Dialect => Form.Dialect;

    public string Topic => IsAtomic ? AtomicForm.Topic : Form.Topic;

    /// <summary>Kafka partitions: whole transactions need a topic of one.</summary>
    public int Partitions => IsAtomic ? 1 : 4;

    /// <summary>Target tables.</summary>
    public IReadOnlyList<string> Tables => IsAtomic ? SimTables.Names : SimTables.Names[..1];

    /// <summary>The configuration of the source.</summary>
    public SourceOptions Source(bool softDeletes, Random chance)
    {
        var source = SimSource.Options(Dialect, Topic, softDeletes);
        return !IsAtomic ? source : source with
        {
            Transactions = TransactionMode.Atomic,
            TransactionTimeout = TimeSpan.FromSeconds(chance.Next(5, 20)),
            IncompleteTransactions = chance.Next(3) switch { 0 => IncompleteTransactionPolicy.Apply, 1 => IncompleteTransactionPolicy.DeadLetter, _ => IncompleteTransactionPolicy.Wait },
        };
    }

    /// <summary>The connector.</summary>
    public IEventStream Stream(SourceOptions source, Random chance, IReadOnlyList<SimPartition> logs, FaultCount faults, bool hasNewColumn = true)
        => IsAtomic
            ? new AtomicStream(chance, logs[0], faults, losesChanges: source.IncompleteTransactions != IncompleteTransactionPolicy.Wait, hasNewColumn)
            : new EventStream(Form, chance, logs, faults) { HasNewColumn = hasNewColumn };

    /// <inheritdoc/>
    public override string ToString() => IsAtomic ? $"{Dialect}, atomic" : Dialect.ToString();
}
