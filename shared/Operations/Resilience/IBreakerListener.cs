namespace CdcFunctions.Operations.Resilience;

/// <summary>Is told what happens to a breaker; called outside its locks, by any thread.</summary>
public interface IBreakerListener
{
    /// <summary>It lets through something else now.</summary>
    void Changed(BreakerPhase phase);

    /// <summary>A call has succeeded after failures.</summary>
    void Recovered();
}
