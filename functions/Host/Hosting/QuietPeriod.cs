namespace CdcFunctions.Host.Hosting;

/// <summary>Tells when records have stopped coming: once for each pause.</summary>
internal sealed class QuietPeriod
{
    private long _seen;
    private bool _isTold;

    /// <summary>True when nothing was consumed since the last question, and that has not been told yet.</summary>
    /// <param name="consumed">Records consumed so far.</param>
    public bool HasBegun(long consumed)
    {
        if (consumed != _seen)
        {
            (_seen, _isTold) = (consumed, false);
            return false;
        }

        return !_isTold && (_isTold = true);
    }
}
