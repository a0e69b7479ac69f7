using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>One process of the pipeline with its own decoder, catalog and bindings; it tries again as the host does.</summary>
internal sealed class SchemaReplica : IDisposable
{
    private const int MostAttempts = 20;

    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;

    public SchemaReplica(NpgsqlDataSource warehouse, SourceOptions source, SchemaOptions options)
    {
        var types = new TargetTypes([source]);
        _bindings = TestBindings.Over(warehouse, types, Catalog, options);
        var sources = new SourceCatalog([new SourceEntry(source, ChangeDecoders.Create(source, Catalog, types))], new SourceRouter([source]));
        _applier = new ChangeApplier(
            new CheckpointStore(warehouse), sources, new BatchTransaction(warehouse, _bindings), TestTransactions.Over(warehouse, _bindings), new ApplyTally(), new KafkaOptions(), NullLogger<ChangeApplier>.Instance);
    }

    public SchemaCatalog Catalog { get; } = new();

    /// <summary>SQLSTATEs that a batch was tried again for.</summary>
    public List<string> Retried { get; } = [];

    /// <summary>Applies a batch; returns why its table is paused, or null.</summary>
    public async Task<string?> ApplyAsync(SourceRecord[] batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _applier.ApplyAsync(Dialect.SqlServer, batch, CancellationToken.None);
                return null;
            }
            catch (TableMismatchException paused)
            {
                return paused.Message;
            }
            catch (PostgresException busy) when (attempt < MostAttempts && FailureClassifier.Classify(busy) == FailureKind.Transient)
            {
                Retried.Add(busy.SqlState);
            }
            catch (TimeoutException) when (attempt < MostAttempts)
            {
                Retried.Add("race");
            }
        }
    }

    public void Dispose() => _bindings.Dispose();
}
