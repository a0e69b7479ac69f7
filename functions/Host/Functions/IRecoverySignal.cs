namespace CdcFunctions.Host.Functions;

/// <summary>Knows when what a failure was about works again, so that a retry need not wait out its whole delay.</summary>
internal interface IRecoverySignal
{
    /// <summary>Whether somebody watches for the cause of this failure to be over, and a task that completes then.</summary>
    bool IsWatched(Exception cause, out Task recovered);
}
