using CdcFunctions.Host.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdcFunctions.Host.Timers;

/// <summary>Registers the timer functions.</summary>
public static class TimerServices
{
    /// <summary>Lets timer functions be run, on demand only. Needs an <c>NpgsqlDataSource</c>; gives an <see cref="ITimerListeners"/>.</summary>
    public static IServiceCollection AddTimerFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton<ITimerStore, PostgresTimerStore>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<TimerListeners>(provider, provider.GetRequiredService<FunctionCatalog>().TimerTriggers));
        services.TryAddSingleton<ITimerListeners>(provider => provider.GetRequiredService<TimerListeners>());
        return services;
    }
}
