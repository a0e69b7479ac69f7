using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CdcFunctions.Host.Kafka;

/// <summary>Registers the Kafka listeners.</summary>
public static class KafkaServices
{
    /// <summary>
    /// Consumes for the functions that <c>AddFunctions</c> found. Needs an <see cref="IPartitionPositions"/>;
    /// gives an <see cref="IKafkaListeners"/>.
    /// </summary>
    public static IServiceCollection AddKafkaListeners(this IServiceCollection services)
    {
        services.TryAddSingleton<IGroupConsumerFactory, GroupConsumerFactory>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<KafkaListeners>(provider, provider.GetRequiredService<FunctionCatalog>().KafkaTriggers));
        services.TryAddSingleton<IKafkaListeners>(provider => provider.GetRequiredService<KafkaListeners>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<KafkaListeners>());
        services.AddSingleton<IHealthPart, KafkaHealth>();
        return services;
    }
}
