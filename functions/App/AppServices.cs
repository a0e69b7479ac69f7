using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Operations.Resilience;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Outages;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters.Outbox;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Retention;
using CdcFunctions.Postgres.Retention.Expiry;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Postgres.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcFunctions.App;

/// <summary>What the functions take in their constructors, the same under every host.</summary>
public static class AppServices
{
    /// <summary>Registers everything from the configuration to the applier. Opens no connection yet.</summary>
    public static IServiceCollection AddApp(this IServiceCollection services, CdcOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Kafka);
        services.AddSingleton<NpgsqlDataSource>(_ => Warehouse.Open(options.Postgres));
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton<CheckpointStore>();
        services.AddSingleton<SchemaCatalog>();
        services.AddSingleton(new TargetTypes(options.Sources));
        services.AddSingleton(new SchemaOptions());
        services.AddSingleton<TableEvolution>();
        services.AddSingleton<DroppedTables>();
        services.AddSingleton<TargetBindings>();
        services.AddSingleton<ITargetBindings>(provider => provider.GetRequiredService<TargetBindings>());
        services.AddSingleton<TargetPreload>();
        services.AddSingleton(Sources);
        services.AddSingleton(provider => new RuleBook(options.Sources, options.Masking, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<BatchTransaction>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new WarehouseGate(new BreakerOptions(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new OutagePatience(options.Postgres, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApplyTally>();
        services.AddSingleton<TransactionTally>();
        services.AddSingleton(Transactions);
        services.AddSingleton<ChangeApplier>();
        services.AddSingleton<DeadLetterReplay>();
        services.AddSingleton<DeadLetterOutbox>();
        services.AddSingleton(options.Retention);
        services.AddSingleton(options.Watch);
        services.AddSingleton<TombstoneSweep>();
        services.AddSingleton<HistorySweep>();
        services.AddSingleton<ExpirySweep>();
        services.AddSingleton<QuietWatch>();
        return services;
    }

    private static TransactionApplier Transactions(IServiceProvider services) => TransactionApplier.Over(
        services.GetRequiredService<NpgsqlDataSource>(),
        services.GetRequiredService<TargetBindings>(),
        services.GetRequiredService<ApplyTally>(),
        services.GetRequiredService<TransactionTally>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<TransactionApplier>>());

    private static SourceCatalog Sources(IServiceProvider services)
    {
        var options = services.GetRequiredService<CdcOptions>();
        var (schemas, target) = (services.GetRequiredService<SchemaCatalog>(), services.GetRequiredService<TargetTypes>());
        var (time, logger) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<StaleMarks>>());
        var entries = options.Sources.Select(source => new SourceEntry(source, new StaleMarks(ChangeDecoders.Create(source, schemas, target), source, time, logger)));
        return new SourceCatalog([.. entries], new SourceRouter(options.Sources));
    }
}
