using CdcFunctions.Simulation.World;
using Microsoft.Extensions.Logging;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>Puts the product's own log into the trace, so that it is part of what must repeat.</summary>
internal sealed class TraceLogger(Machine machine) : ILoggerProvider, ILogger
{
    private readonly LoggerFactory _factory = new();

    public ILogger<T> For<T>()
    {
        if (!_isAdded)
        {
            _isAdded = true;
            _factory.AddProvider(this);
        }

        return _factory.CreateLogger<T>();
    }

    private bool _isAdded;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => machine.Trace.Add($"{machine} log {eventId.Id} {formatter(state, exception)}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
